package sync

import "yizhan/hub"

// A forked origin has several commits at one seq, so that no line says which of
// them a hub lacks. All of them go, page by page from where the branches part;
// then the two sides compare again.

// forked says whether a reach is one of a forked origin: its head ends where the
// branches part.
func forked(r hub.Reach) bool {
	return len(r.Beyond) > 0 && r.Beyond[0].From == r.Head.Seq+1
}

// leaf opens the pages that are next in a vector to ask the log with: a head
// without id is just the place before which nothing is wanted.
func (l *lane) leaf(ours, wishes hub.Vector) {
	for o, r := range ours {
		theirs := wishes[o]
		if !forked(r) || theirs.Head.Seq == maxSeq || sameReach(r, theirs) {
			continue
		}
		if l.pages[o] == 0 {
			l.pages[o] = min(r.Head.Seq, theirs.Head.Seq) + 1
		}
		wishes[o] = hub.Reach{Head: hub.Head{Seq: l.pages[o] - 1}}
	}
}

// turn turns the pages of forked origins after a batch. A batch ends with the
// signature of one branch; what it has of the others since their last anchors was
// not proven and did not go.
func (l *lane) turn(commits []hub.Commit, more bool) {
	if len(l.pages) == 0 || len(commits) == 0 {
		return
	}
	sent := map[hub.Origin]bool{}
	for _, c := range commits {
		sent[c.Header.Origin] = true
	}
	last := commits[len(commits)-1].Header
	for o, from := range l.pages {
		switch {
		case more && !sent[o]: // its turn has not come
		case more && o == last.Origin:
			l.pages[o] = max(from+1, last.Seq+1-min(last.Seq, hub.AnchorSeqs))
		default:
			l.pages[o] = maxSeq + 1
		}
	}
}
