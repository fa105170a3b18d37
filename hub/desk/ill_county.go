package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
)

// ClustersLately are the clusters that stations have counted since a day, the newest
// first: numbers and who was told, nobody's name. Seen is what the caller may see.
func (d *Desk) ClustersLately(ctx context.Context, actor hub.Actor, since hub.Day, seen func(hub.Lane) bool) (out []care.Cluster, err error) {
	if err := d.allow(actor, hub.ActLook); err != nil {
		return nil, err
	}
	recs, err := d.log.Newest(ctx, "cluster", "day", string(since), string(d.Today()), 0, mostClusters)
	for _, c := range care.All[care.Cluster](d.forms, "cluster", recs) {
		if seen(c.Lane) {
			out = append(out, c)
		}
	}
	return out, err
}

// mostClusters is how many a page shows at most.
const mostClusters = 200
