// The stage of "Paparan": waits until every slide is drawn, then switches them without the server.
// What React owns is never changed: slides are placed and shown by rules in one <style> of ours.

const PAGE = "st-key-slide-page-"
const WIDTH = 640, HEIGHT = 360
const NUMBER_PAUSE = 1200
const SMALLEST = 0.4
// How often in a row all charts must be found drawn.
const STEADY = 4
// How often in a row a chart is measured again: the slides shrink and grow each time.
const MOST_REPAIRS = 3

const stages = new WeakMap()

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  let stage = stages.get(parentElement)
  if (!stage) {
    stage = makeStage(parentElement)
    stages.set(parentElement, stage)
  }
  stage.leave = () => setTriggerValue("leave", true)
  for (const name of ["ground", "ink", "secondary", "line", "accent", "gold", "broken"]) {
    document.documentElement.style.setProperty(`--pp-${name}`, data[name])
  }
  return () => {
    stage.close()
    stages.delete(parentElement)
  }
}

function makeStage(root) {
  const find = (name) => root.querySelector(`.pp-${name}`)
  const layout = document.createElement("style")
  document.head.append(layout)
  const fits = new Map() // slide number → its rule of sizes
  const stage = { leave: () => {} }
  let current = 1, ready = false, closed = false, typed = "", typing = 0, fullLeft = 0, waiting = 0, looking = 0
  let steady = 0, repairing = 0, repairs = 0

  const pages = () =>
    [...document.querySelectorAll(`[class*="${PAGE}"]`)].sort((a, b) => number(a) - number(b))
  const number = (page) => {
    const name = [...page.classList].find((each) => each.startsWith(PAGE))
    return Number(name.slice(PAGE.length))
  }
  const count = () => pages().length

  function write() {
    const shown = ready
      ? `.${PAGE}${current}{visibility:visible!important;opacity:1!important;pointer-events:auto!important}`
      : ""
    layout.textContent = [...fits.values(), shown].join("\n")
  }

  // Sizes ------------------------------------------------------------------------------------

  // Not before all charts are drawn: Plotly takes its size from the screen, as if nothing were
  // enlarged.
  function scale() {
    if (!ready) return
    const k = Math.min(window.innerWidth / WIDTH, window.innerHeight / HEIGHT)
    document.documentElement.style.setProperty("--pp-k", String(k))
  }

  const tooBig = (box) =>
    box && (box.scrollHeight > box.clientHeight + 1 || box.scrollWidth > box.clientWidth + 1)

  // Text that does not fit is made smaller, slide by slide, until it does.
  function fit(page) {
    const no = number(page)
    const parts = [
      ["--pp-title", `[class*="st-key-slide-title-"]`],
      ["--pp-fit", `[class*="st-key-slide-body-"]`],
    ]
    let rule = ""
    for (const [name, selector] of parts) {
      const box = page.querySelector(selector)
      for (let size = 1; size >= SMALLEST; size -= 0.04) {
        fits.set(no, `.${PAGE}${no}{${rule}${name}:${size.toFixed(2)}}`)
        write()
        if (!tooBig(box) && !tooBig(page.querySelector(".st-key-tindakan-daftar"))) break
      }
      rule = /\{(.*)\}/.exec(fits.get(no))[1] + ";"
    }
  }

  // Getting ready ----------------------------------------------------------------------------

  // A chart is drawn when its picture is as large as its place on the slide.
  const isDrawn = (chart) => {
    const picture = chart.querySelector(".svg-container")
    return (
      picture &&
      chart.querySelector(".main-svg") &&
      Math.abs(picture.offsetWidth - chart.offsetWidth) < 3 &&
      Math.abs(picture.offsetHeight - chart.offsetHeight) < 3
    )
  }
  const charts = () =>
    pages().flatMap((page) => [...page.querySelectorAll('[data-testid="stPlotlyChart"]')])

  function drawn() {
    if (!document.querySelector(".st-key-paparan-akhir")) return false
    if (!count() || document.querySelector('[data-testid="stSkeleton"]')) return false
    return charts().every(isDrawn)
  }

  // Streamlit measures a chart's place on the screen, now and then late. One that was measured
  // enlarged is measured again, without.
  function repair() {
    window.clearTimeout(repairing)
    if (!ready || closed) return
    if (charts().every(isDrawn)) repairs = 0
    else if (repairs < MOST_REPAIRS) remeasure()
  }

  function remeasure() {
    repairs += 1
    document.documentElement.style.setProperty("--pp-k", "1")
    fits.set("repair", `[class*="${PAGE}"] [data-testid="stPlotlyChart"]{width:calc(100% - 1px)}`)
    write()
    repairing = window.setTimeout(() => {
      fits.delete("repair")
      write()
      repairing = window.setTimeout(() => {
        scale()
        repairing = window.setTimeout(repair, 400)
      }, 200)
    }, 200)
  }

  async function prepare() {
    steady = drawn() ? steady + 1 : 0
    if (steady < STEADY) {
      waiting = window.setTimeout(prepare, 50)
      return
    }
    await document.fonts.ready
    if (closed) return
    pages().forEach(fit)
    const asked = Number(new URLSearchParams(window.location.search).get("slide"))
    ready = true
    scale()
    go(Number.isInteger(asked) && asked > 0 ? asked : 1)
    find("wait").hidden = true
    find("controls").hidden = false
    watchClosing()
    repairing = window.setTimeout(repair, 300)
  }

  // The list of action points grows while people type.
  let closing = null
  function watchClosing() {
    const page = pages().find((each) => each.querySelector('[class*="st-key-slide-body-tindakan-"]'))
    if (!page) return
    closing = new MutationObserver(() => {
      window.clearTimeout(looking)
      looking = window.setTimeout(() => page.isConnected && fit(page), 80)
    })
    closing.observe(page, { childList: true, subtree: true, characterData: true })
  }

  // Switching --------------------------------------------------------------------------------

  function go(to) {
    repair()
    current = Math.min(Math.max(1, to), count())
    write()
    find("back").disabled = current === 1
    find("next").disabled = current === count()
    const title = pages()[current - 1].querySelector("h1")
    find("said").textContent = `Slide ${current} dari ${count()}: ${title ? title.textContent : ""}`
    // The address names the slide, so that a reload shows it again.
    const url = new URL(window.location.href)
    if (url.searchParams.get("tayang") !== "ya") return // on the way out
    url.searchParams.set("slide", String(current))
    window.history.replaceState(window.history.state, "", url)
  }

  function enter() {
    window.clearTimeout(typing)
    const to = Number(typed)
    typed = ""
    find("typed").hidden = true
    if (to > 0) go(to)
  }

  function digit(key) {
    typed = (typed + key).slice(-2)
    find("typed").textContent = typed
    find("typed").hidden = false
    window.clearTimeout(typing)
    typing = window.setTimeout(enter, NUMBER_PAUSE)
  }

  function fullScreen() {
    if (document.fullscreenElement) document.exitFullscreen()
    else document.documentElement.requestFullscreen().catch(() => {})
  }

  function help(open = find("help").hidden) {
    find("help").hidden = !open
  }

  function escape() {
    if (!find("help").hidden) help(false)
    else if (document.fullscreenElement) document.exitFullscreen()
    // The key press that left full screen reaches some browsers' pages as well.
    else if (Date.now() - fullLeft > 400) stage.leave()
  }

  const keys = {
    ArrowRight: () => go(current + 1),
    PageDown: () => go(current + 1),
    " ": () => go(current + 1),
    ArrowLeft: () => go(current - 1),
    PageUp: () => go(current - 1),
    Home: () => go(1),
    End: () => go(count()),
    Enter: () => typed && enter(),
    Escape: escape,
    f: fullScreen,
    F: fullScreen,
    "?": () => help(),
  }

  const isField = (node) =>
    node instanceof Element &&
    node.closest(
      'input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"], ' +
        '[role="dialog"]:not(.pp-help)',
    )
  const onButton = (node) => node instanceof Element && node.closest("button, a[href]")

  function press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    const from = event.composedPath()[0]
    if (isField(from)) return
    if (onButton(from) && (event.key === " " || event.key === "Enter")) return
    // Streamlit's own single-letter keys (run again, empty the cache) have no place on a stage.
    if (event.key.length === 1) event.stopImmediatePropagation()
    if (!ready && event.key !== "Escape") return
    const act = keys[event.key] || (/^\d$/.test(event.key) ? () => digit(event.key) : null)
    if (!act) return
    event.preventDefault()
    act()
  }

  // After a click the space bar is for the slides again.
  function release(event) {
    const button = event.detail > 0 && onButton(event.target)
    if (button) button.blur()
  }

  function left() {
    if (!document.fullscreenElement) fullLeft = Date.now()
  }

  find("back").onclick = () => go(current - 1)
  find("next").onclick = () => go(current + 1)
  find("leave").onclick = () => stage.leave()
  find("full").onclick = fullScreen
  find("ask").onclick = () => help()
  find("help").onclick = () => help(false)
  window.addEventListener("keydown", press, true)
  window.addEventListener("click", release)
  window.addEventListener("resize", scale)
  document.addEventListener("fullscreenchange", left)
  prepare()

  stage.close = () => {
    closed = true
    window.clearTimeout(waiting)
    window.clearTimeout(typing)
    window.clearTimeout(looking)
    window.clearTimeout(repairing)
    if (closing) closing.disconnect()
    window.removeEventListener("keydown", press, true)
    window.removeEventListener("click", release)
    window.removeEventListener("resize", scale)
    document.removeEventListener("fullscreenchange", left)
    layout.remove()
    const own = document.documentElement.style
    for (const name of [...own].filter((each) => each.startsWith("--pp-"))) own.removeProperty(name)
    if (document.fullscreenElement) document.exitFullscreen()
  }
  return stage
}
