package fleet

import (
	"context"

	"yizhan/hub"
)

// Arrived says which hubs have what, by their own signed word: somebody who met them
// brought it here. The key is a hub's, the value up to where it has each origin.
func (f *Fleet) Arrived(ctx context.Context, sent []hub.Sent) (map[[32]byte]map[hub.Origin]uint64, error) {
	asked := map[hub.Origin]bool{}
	for _, s := range sent {
		for origin := range s.Heads {
			asked[origin] = true
		}
	}
	out := map[[32]byte]map[hub.Origin]uint64{}
	receipts, err := f.Store.Receipts(ctx)
	for _, r := range receipts {
		if !asked[r.Origin] {
			continue
		}
		if out[r.Holder] == nil {
			out[r.Holder] = map[hub.Origin]uint64{}
		}
		out[r.Holder][r.Origin] = r.Head.Seq
	}
	return out, err
}
