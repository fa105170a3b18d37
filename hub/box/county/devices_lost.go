package county

import (
	"context"
	"io"
	"slices"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/codec"
	"yizhan/hub/report"
	"yizhan/hub/sheet"
	"yizhan/kiosk/county"
)

func (d *devices) Opened(ctx context.Context, key [32]byte) ([]hub.ID, error) {
	cert, known := d.Trust.Members().Get(key)
	if !known {
		return nil, hub.E(hub.CodeNotFound, "device.none")
	}
	subjects, err := d.Store.OpenedBy(ctx, codec.RecipientOf(cert.X25519))
	if err != nil {
		return nil, err
	}
	var children []hub.ID
	for _, id := range subjects {
		recs, err := d.Store.Of(ctx, id, "child")
		if err != nil {
			return nil, err
		}
		if len(recs) > 0 {
			children = append(children, id)
		}
	}
	return children, nil
}

func (d *devices) WriteOpened(ctx context.Context, w io.Writer, key [32]byte) error {
	ids, err := d.Opened(ctx, key)
	if err != nil {
		return err
	}
	wanted := make(map[hub.ID]bool, len(ids))
	for _, id := range ids {
		wanted[id] = true
	}
	_, err = report.WriteExport(ctx, w, d.Forms, roster{d.Store, wanted}, report.Export{
		Kind: "child", Format: sheet.XLSX, Personal: true,
	})
	return err
}

// heldShown bounds the acts that a page lists.
const heldShown = 200

func (d *devices) Held(ctx context.Context, key [32]byte) ([]county.Held, error) {
	commits, err := d.Office.Held(ctx, key)
	if err != nil {
		return nil, err
	}
	var out []county.Held
	for _, c := range commits[:min(len(commits), heldShown)] {
		h := county.Held{Commit: c.ID, When: time.UnixMilli(c.Header.Wall), In: d.Trust.Members().Released(c.ID)}
		h.What, h.Sealed = d.actWord(ctx, c)
		out = append(out, h)
	}
	return out, nil
}

// actWord says what a commit is about: the kinds, and the child where the county may
// name it. sealed: some of it is closed, and is opened only if it is let stand.
func (o *Office) actWord(ctx context.Context, c hub.Commit) (what string, sealed bool) {
	var words []string
	note := func(w string) {
		if w != "" && !slices.Contains(words, w) {
			words = append(words, w)
		}
	}
	for i, raw := range c.Parts {
		subject := c.Header.Parts[i].Subject
		if recs, err := o.Store.Of(ctx, subject, "child"); err == nil {
			for _, child := range care.All[care.Child](o.Forms, "child", recs) {
				note(child.Called())
			}
		}
		part, err := codec.DecodePart(raw, subject)
		if raw == nil || err != nil {
			sealed = true
			continue
		}
		sealed = sealed || len(part.Box) > 0
		for _, change := range part.Changes {
			if def, ok := o.Forms.Get(change.Kind); ok && change.Kind != "wrap" {
				note(def.Title)
			}
		}
	}
	if len(words) == 0 {
		return "打不开的记录", sealed
	}
	return strings.Join(words, " · "), sealed
}

func (d *devices) Release(ctx context.Context, actor hub.Actor, key [32]byte, commit hub.ID) error {
	return d.Office.Release(ctx, actor, key, commit)
}
