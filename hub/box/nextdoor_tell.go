package box

import (
	"context"
	"time"

	"yizhan/mesh/stream"
)

// tellEvery is how often at most a neighbour is told how it is here.
const tellEvery = 2 * time.Second

// untold is no count of anybody: that nobody sits here yet is told too, so that whoever
// teaches sees who listens.
var untold = stream.Said{Heads: -1}

// tell says to the neighbour how it is here, whenever that is something else.
func (n *nextdoor) tell(ctx context.Context, f *following) {
	last := untold
	thumbs := 0 // of the slide, that were told
	slide := 0
	for {
		now, changed := n.b.class.Now()
		if now.Slide != slide {
			slide, thumbs = now.Slide, 0
		}
		said := stream.Said{Heads: f.count(now.Guests), Hands: len(now.Hands), Thumbs: max(0, now.Thumbs-thumbs), Question: f.next()}
		if f.cut() {
			last = untold // it may have begun anew meanwhile, and know nothing of this room
		}
		if said != last {
			if err := f.hub().Say(ctx, said); err == nil {
				thumbs += said.Thumbs
				f.told(said.Question)
				said.Thumbs, said.Question = 0, ""
				last = said
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(tellEvery):
		}
		if f.next() != "" {
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		case <-f.news:
		case <-time.After(askLate): // what was not told yet
		}
	}
}

// count is who sits here: as the worker counted, or the phones where she did not.
func (f *following) count(phones int) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return max(f.heads, phones)
}

func (f *following) next() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	if len(f.question) == 0 {
		return ""
	}
	return f.question[0]
}

func (f *following) told(question string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if question != "" && len(f.question) > 0 {
		f.question = f.question[1:]
	}
}

// Say keeps what the neighbour is told: who sit here, and a question or "".
func (n *nextdoor) Say(heads int, question string) {
	n.mu.Lock()
	f := n.follow
	n.mu.Unlock()
	if f == nil {
		return
	}
	f.mu.Lock()
	f.heads = heads
	if question != "" {
		f.question = append(f.question, question)
	}
	f.mu.Unlock()
	select {
	case f.news <- struct{}{}:
	default:
	}
}
