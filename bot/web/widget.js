/* BudgetBot as a floating button on any page of an intranet. One line does it:
 *
 *   <script src="https://budget.example.gov.cn/widget.js" defer></script>
 *
 * data-title, data-color, data-side="left" and data-question (asked when first opened) are optional.
 * The page is loaded when the button is first pressed. Nothing is read from the page that holds it.
 */
(() => {
  const script = document.currentScript
  if (!script || document.getElementById("budgetbot-widget")) return
  const given = script.dataset
  const chinese = !(document.documentElement.lang || navigator.language || "zh").toLowerCase().startsWith("en")
  const title = given.title || (chinese ? "预算问答" : "Ask about the budget")
  const close = chinese ? "关闭" : "Close"
  const home = new URL("./embed", script.src)
  if (given.question) home.searchParams.set("q", given.question)

  const host = document.createElement("div")
  host.id = "budgetbot-widget"
  const root = host.attachShadow({ mode: "open" })
  const style = document.createElement("style")
  style.textContent = `
    :host { all: initial; }
    button { position: fixed; z-index: 2147483000; bottom: 20px; right: 20px; height: 52px; padding: 0 20px; border: 0;
      border-radius: 26px; background: var(--color); color: #fff; cursor: pointer; box-shadow: 0 4px 16px #0004;
      font: 600 16px/1 -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", sans-serif; }
    button:focus-visible { outline: 3px solid #fff; outline-offset: -6px; }
    iframe { position: fixed; z-index: 2147483000; bottom: 84px; right: 20px; width: min(440px, calc(100vw - 40px));
      height: min(680px, calc(100vh - 110px)); border: 0; border-radius: 12px; background: #fff;
      box-shadow: 0 8px 32px #0005; }
    iframe[hidden] { display: none; }
    .left { right: auto; left: 20px; }
    @media (max-width: 480px) { iframe { inset: 0 0 auto 0; width: 100vw; height: calc(100vh - 84px); height: calc(100dvh - 84px); border-radius: 0; } }
    @media print { :host { display: none; } }`
  root.append(style)

  const button = document.createElement("button")
  button.type = "button"
  button.textContent = title
  button.setAttribute("aria-expanded", "false")
  button.style.setProperty("--color", CSS.supports("color", given.color || "") ? given.color : "#1f5fa8")
  root.append(button)

  let frame = null
  const show = open => {
    if (!frame) {
      frame = document.createElement("iframe")
      frame.title = title
      frame.src = home.href
      frame.allow = "clipboard-write"
      if (given.side === "left") frame.classList.add("left")
      root.insertBefore(frame, button)
    }
    frame.hidden = !open
    button.textContent = open ? close : title
    button.setAttribute("aria-expanded", String(open))
  }
  if (given.side === "left") button.classList.add("left")
  button.addEventListener("click", () => show(!frame || frame.hidden))
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && frame && !frame.hidden) {
      show(false)
      button.focus()
    }
  })
  const place = () => document.body.append(host)
  if (document.body) place()
  else document.addEventListener("DOMContentLoaded", place)
})()
