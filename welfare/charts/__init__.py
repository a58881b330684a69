"""(DataFrame, Indicator, language) -> figure, sentence, table. Nothing here knows Streamlit."""
