"""crosscheck's batch pipeline: articles → sentences → quantities → claims → clusters → assessments.

Follow an article to a chart through ``pipeline/run.py``. Imports run one way:
``model ← tables ← stages ← run ← cli``.
"""

__version__ = "0.1.0"
