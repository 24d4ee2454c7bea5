"""Ringkasan: the state of things in half a minute."""

import streamlit as st

if __name__ != "__main__":
    # `streamlit run` imports this file once to find the server in it; a visit runs it as __main__.
    from lapor_data.ui.server import call_nobody, lifespan, on_error, routes

    call_nobody()
    app = st.App(__file__, lifespan=lifespan, routes=routes(), on_script_error=on_error)
else:
    from lapor_data.ui.frame import open_page
    from lapor_data.ui.panels import draw, draw_figures
    from lapor_data.ui.sentences import draw_attention, draw_conclusions, draw_sentence

    view = open_page("ringkasan")
    if view:
        draw_sentence(view)
        draw_figures(view, "ringkasan-angka")
        left, right = st.columns(2)
        with left:
            draw(view, "ringkasan-bulan")
        with right:
            draw(view, "ringkasan-topik")
        draw(view, "ringkasan-wilayah")
        draw_attention(view)
        draw_conclusions(view)
