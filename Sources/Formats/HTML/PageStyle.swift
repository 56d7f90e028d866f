/// The style sheet of a page. It is constant, so that the page can name its hash.
enum PageStyle {
  static let text = """
    :root { color-scheme: light dark; --ink: #1a1a1a; --dim: #595959; --paper: #fdfdfb; --line: #c8c8c0; --good: #1b6b2f; --bad: #a3211b; --link: #1a4fa0; --box: #f2f2ec; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e8e8e4; --dim: #b0b0aa; --paper: #16181a; --line: #4a4d50; --good: #7fd596; --bad: #ff9c94; --link: #9cc2ff; --box: #212427; } }
    * { box-sizing: border-box; }
    body { margin: 0; background: var(--paper); color: var(--ink); font: 1.05rem/1.55 "Iowan Old Style", Palatino, "Palatino Linotype", Georgia, serif; }
    main, header, footer { max-width: 52rem; margin: 0 auto; padding: 0 1rem; }
    h1 { font-size: 1.7rem; line-height: 1.2; margin: 1.5rem 0 .3rem; }
    h2 { font-size: 1rem; font-weight: 600; color: var(--dim); border-bottom: 1px solid var(--line); margin: 1.6rem 0 .8rem; padding-bottom: .2rem; }
    h3 { font-size: 1.25rem; margin: 1.2rem 0 .5rem; } h4, h5, h6 { font-size: 1.05rem; margin: 1rem 0 .4rem; }
    h2:focus { outline: none; }
    a { color: var(--link); }
    math { font-size: 1.08em; }
    mtd { padding: .22em .45em; text-align: right; text-align: -webkit-right; }
    mtext, mi.shape { font-size: .8em; } mtext.numbers { font-size: 1em; }
    munder > :nth-child(2), mover > :nth-child(2), munderover > :nth-child(n + 2) { font-size: .8em; math-style: normal; }
    td > math + math { margin-left: 1.5em; }
    .equation { margin: .5rem 0; }
    .equation .note { color: var(--dim); margin-left: 1.2rem; }
    .wide { overflow-x: auto; padding: .2rem 0; margin: .6rem 0; }
    span.wide { display: inline-block; max-width: 100%; margin: 0; vertical-align: middle; }
    table { border-collapse: collapse; }
    table.work td, table.work th { padding: .35rem .4rem; text-align: left; vertical-align: middle; font-weight: normal; white-space: nowrap; }
    table.work th { color: var(--dim); padding-right: 1rem; }
    table.work tr.rule td:last-child { border-top: 1px solid var(--ink); padding: 0; } table.work tr.rule + tr td:nth-child(2) { text-align: right; }
    table.data { margin: .6rem 0; } table.data th, table.data td { padding: .2rem .7rem; text-align: left; border-bottom: 1px solid var(--line); white-space: nowrap; }
    table.data td.number { text-align: right; } td.zero { color: var(--dim); } td.group { border-left: 2px solid var(--line); }
    code, pre { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .88em; }
    pre { background: var(--box); padding: .7rem .9rem; overflow-x: auto; border-radius: 4px; }
    blockquote { margin: .8rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
    .holds { color: var(--good); } .fails { color: var(--bad); font-weight: bold; }
    .remark b { font-weight: 600; color: var(--dim); margin-right: .3rem; }
    .spoken { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    figure { margin: .8rem 0; } figcaption, .words { color: var(--dim); font-size: .92em; }
    svg { max-width: none; font: 13px ui-monospace, "DejaVu Sans Mono", Menlo, monospace; fill: var(--ink); }
    figure > svg { width: 100%; height: auto; max-width: 40rem; }
    svg .grid { stroke: var(--line); } svg .curve { fill: none; stroke: var(--link); stroke-width: 2; }
    svg .edge { fill: none; stroke: var(--dim); stroke-width: 1.5; } svg rect { fill: var(--box); stroke: var(--line); } svg rect.data { stroke: var(--ink); }
    svg .title { font-weight: bold; } svg .gradient { fill: var(--link); }
    form { margin: 1rem 0; display: flex; flex-wrap: wrap; gap: .5rem; align-items: start; }
    textarea { flex: 1 1 16rem; min-height: 2.6rem; font: inherit; font-family: ui-monospace, "DejaVu Sans Mono", monospace; padding: .4rem; background: var(--paper); color: var(--ink); border: 1px solid var(--dim); border-radius: 4px; }
    button { font: inherit; padding: .35rem .9rem; border: 1px solid var(--dim); border-radius: 4px; background: var(--box); color: var(--ink); cursor: pointer; }
    button:disabled { color: var(--dim); cursor: default; }
    :focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
    .verdict { flex-basis: 100%; margin: 0; } .verdict:empty { display: none; }
    nav { display: flex; flex-wrap: wrap; gap: .6rem; margin: 1.6rem 0; align-items: center; }
    .keys { color: var(--dim); font-size: .92em; }
    .course { list-style: none; padding: 0; } .course li { margin: .7rem 0; } .course span { display: block; color: var(--dim); }
    @media print { :root { --ink: #000; --dim: #333; --paper: #fff; --line: #999; --good: #000; --bad: #000; --link: #000; --box: #fff; } nav, form, .keys { display: none; } section[hidden] { display: block !important; content-visibility: visible !important; } section { break-inside: avoid; } .wide { overflow: visible; } body { font-size: 10.5pt; } }
    """

  /// The SHA-256 of the text, in Base64.
  static let hash = "wCuvwz1/2DpwE9sxytcAgUugU/i3GiJdtHXXIo6HClA="
}
