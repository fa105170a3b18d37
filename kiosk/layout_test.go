package kiosk_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// look lists what a finger or an eye would stumble over: sideways scrolling,
// pages taller than the panel (unless letters or names are longer than usual, it is paper, or a phone, where a thumb scrolls),
// targets and letters below their size, words that leave the thing they stand on.
const look = `(() => {
	const found = [], root = document.documentElement, desk = document.body.classList.contains('county');
	const target = desk ? 38 : 59, letters = desk ? 15.5 : innerWidth <= 600 ? 17.5 : 21.5;
	const name = e => e.tagName.toLowerCase() + '.' + e.getAttribute('class') + ' ' + (e.textContent || '').trim().slice(0, 12);
	if (!['l', 'xl', undefined].includes(root.dataset.text)) found.push('letters as large as ' + root.dataset.text);
	if (root.scrollWidth > innerWidth) found.push('scrolls sideways to ' + root.scrollWidth);
	if (root.scrollHeight > innerHeight && !root.dataset.text && !window.longer && !desk && !document.body.classList.contains('phone') && !document.body.classList.contains('portal') && !document.querySelector('main.paper')) found.push('is ' + root.scrollHeight + ' high');
	for (const e of document.querySelectorAll('a, button, input, select, label')) {
		const r = e.getBoundingClientRect();
		if (!r.width || e.type === 'hidden' || e.closest('.see-not, .gone') || e.matches('.seg input, .tick input, .pick input')) continue; // their labels are the targets
		if (e.control && !e.contains(e.control) && e.control.getBoundingClientRect().height >= target) continue; // what it names is
		if (r.height < target || r.width < target) found.push('small target ' + Math.round(r.width) + ' by ' + Math.round(r.height) + ' ' + name(e));
	}
	const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
	while (texts.nextNode()) {
		const text = texts.currentNode, at = text.parentElement;
		if (!text.data.trim() || at.closest('.see-not, title, symbol, option, [hidden], details:not([open]) > :not(summary)')) continue;
		if (parseFloat(getComputedStyle(at).fontSize) < letters) found.push('small letters ' + name(at));
		const on = at.closest('.btn, .key, .tile, .sheet, .msg, .seg a, .seg label, .seg button, td, .road, .undo, .head');
		if (!on) continue;
		const box = on.getBoundingClientRect();
		range.selectNodeContents(text);
		for (const r of range.getClientRects())
			if (r.right > box.right + 1 || r.left < box.left - 1 || r.bottom > box.bottom + 2 || r.top < box.top - 2) { found.push('words cut off ' + name(on)); break; }
	}
	for (const e of document.querySelectorAll('.titles p')) if (e.scrollWidth > e.clientWidth + 1) found.push('words cut off ' + name(e));
	return found.join('\n');
})()`

// longer gives people and places of the stories the longest names that occur.
var longer = strings.NewReplacer(` data-ticket="story"`, "", "王梓涵", "阿依古丽·买买提江", "陈雨桐", "欧阳上官诗雨", "李秀英", "古丽巴哈尔·热合曼", "张桂兰", "迪丽热巴·买买提",
	"柳沟村照护驿站", "高坡社区婴幼儿照护服务驿站", "韩店街道 柳沟村", "双桥经济技术开发区通桥街道 高坡社区", "石坡村", "土家族自治寨村")

// The control: a page that does not fit is noticed.
func TestLookFindsWhatDoesNotFit(t *testing.T) {
	tab, s := browser(t), newStage(t)
	do(t, tab, chromedp.EmulateViewport(1024, 600), chromedp.Navigate(s.URL+"/s/home"))
	script(t, tab, `document.querySelector('.doors').innerHTML = '<a class="btn">' + '宽'.repeat(80) + '</a><p><button>小</button></p>';
		document.body.append(document.querySelector('.left').cloneNode(true))`)
	found, err := chromedp.Run(tab, chromedp.Evaluate[string](look))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"scrolls sideways", "high", "small target"} {
		if !strings.Contains(found, want) {
			t.Errorf("did not notice %q in:\n%s", want, found)
		}
	}
}
