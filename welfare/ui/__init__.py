"""The one part that knows Streamlit: state in the URL, filters, cards, routing."""
