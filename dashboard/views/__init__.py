"""One page each, run by ``st.navigation``."""
