package sync

import "yizhan/hub"

// top is the highest seq of a reach.
func top(r hub.Reach) uint64 {
	if n := len(r.Beyond); n > 0 {
		return r.Beyond[n-1].To
	}
	return r.Head.Seq
}

// spansOf is a reach as ascending spans.
func spansOf(r hub.Reach) (out []hub.Span) {
	if r.Head.Seq > 0 {
		out = append(out, hub.Span{From: 1, To: r.Head.Seq})
	}
	return append(out, r.Beyond...)
}

// missing is what theirs has not of ours, ascending.
func missing(ours, theirs hub.Reach) (out []hub.Span) {
	have := spansOf(theirs)
	for _, s := range spansOf(ours) {
		for _, h := range have {
			if h.To < s.From || h.From > s.To {
				continue
			}
			if h.From > s.From {
				out = append(out, hub.Span{From: s.From, To: h.From - 1})
			}
			s.From = h.To + 1
		}
		if s.From <= s.To {
			out = append(out, s)
		}
	}
	return out
}

// join is what either of two reaches tells of.
func join(a, b hub.Reach) hub.Reach {
	if a.Head.Seq < b.Head.Seq {
		a, b = b, a
	}
	out := hub.Reach{Head: a.Head}
	for _, s := range merge(a.Beyond, b.Beyond) {
		switch {
		case s.To <= out.Head.Seq:
		case s.From <= out.Head.Seq+1:
			out.Head = hub.Head{Seq: s.To} // whose id the next line tells
		default:
			out.Beyond = append(out.Beyond, s)
		}
	}
	return out
}

// merge is two ascending lists of spans as one, without touching ones.
func merge(a, b []hub.Span) (out []hub.Span) {
	for len(a)+len(b) > 0 {
		if len(a) == 0 || len(b) > 0 && b[0].From < a[0].From {
			a, b = b, a
		}
		s := a[0]
		a = a[1:]
		if n := len(out); n > 0 && s.From <= out[n-1].To+1 {
			out[n-1].To = max(out[n-1].To, s.To)
			continue
		}
		out = append(out, s)
	}
	return out
}
