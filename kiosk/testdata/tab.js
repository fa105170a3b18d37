// Before the tab key is pressed: notes every control that can have the focus, then what the
// focus does. After it: what was left out, out of order, or not seen.
window.tabs = (() => {
	const name = e => e.tagName.toLowerCase() + (e.name ? '[' + e.name + '=' + e.value.slice(0, 8) + ']' : '') + ' ' + (e.getAttribute('aria-label') || e.textContent || '').replace(/\s+/g, ' ').trim().slice(0, 12);
	const seen = e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 && getComputedStyle(e).visibility !== 'hidden' && e.checkVisibility(); };
	const rings = e => [e, e.closest('label'), e.closest('.file')].filter(Boolean).map(n => { const s = getComputedStyle(n);
		return s.outlineStyle === 'none' ? s.borderTopWidth + s.borderTopColor : s.outlineStyle + s.outlineWidth + s.outlineColor; }).join();
	const all = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
		.filter(e => e.tabIndex >= 0 && !e.disabled && e.type !== 'hidden' && seen(e));
	document.activeElement.blur();
	const rest = new Map(all.map(e => [e, rings(e)])), way = [], found = [];
	// Where things stand is looked at while they are seen: a foot that sticks moves with the page.
	const back = (from, to) => { const a = from.getBoundingClientRect(), b = to.getBoundingClientRect();
		if (b.bottom <= a.top + 1 && b.left < a.left - 1 && to !== all[0]) found.push('from ' + name(from) + ' back up to ' + name(to)); };
	addEventListener('focusin', e => { if (way.length) back(way.at(-1), e.target); way.push(e.target); const was = rest.get(e.target);
		if (was === rings(e.target) && !e.target.matches('.is-focus')) found.push('focus not seen on ' + name(e.target)); });
	return { count: all.length, report() {
		const group = e => e.type === 'radio' ? e.form && e.form.id + e.name || e.name : e;
		const got = new Set(way.map(group));
		for (const e of all) if (!got.has(group(e))) found.push('the tab key does not reach ' + name(e));
		return [...new Set(found)].join('\n');
	} };
})(); window.tabs.count
