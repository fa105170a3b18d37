package box

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"

	"yizhan/hub/box/fleet"
	"yizhan/hub/trust"
)

// runRelist follows the county's list of revoked keys, whoever brought a newer one:
// an exchange, a stick, or an officer here.
func (b *Box) runRelist(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-b.trust.Relisted():
		}
		if err := b.relist(ctx); err != nil && ctx.Err() == nil {
			return err // the supervisor comes back to it: Restand goes on where it was
		}
	}
}

// relist does everything that follows from a newer list: what stands is folded anew,
// who was put out is hung up on, and names and screens follow.
func (b *Box) relist(ctx context.Context) error {
	list, _ := b.trust.Members().Revocations()
	if engine := b.net.engine.Load(); engine != nil {
		for _, r := range list.Revoked {
			engine.Drop(r.Key)
		}
	}
	changed, err := b.store.Restand(ctx)
	if err != nil {
		return err
	}
	b.cfg.Log.Info("the county's list of revoked keys was taken", "number", list.Number, "commits", changed)
	if changed > 0 {
		err = b.loadNames(ctx)
	}
	if err == nil {
		err = b.packs.relist()
	}
	b.changed()
	return err
}

// Out says whether this box itself was put out by the county.
func (b *Box) Out() bool {
	list, _ := b.trust.Members().Revocations()
	_, gone := list.Find(b.trust.Identity().Key())
	return gone
}

// listPath is where anybody may fetch the county's list of revoked keys: a box that
// was put out is let in nowhere, and has to learn why. It names keys and commits, is
// signed, and tells nothing about people.
const listPath = "/revoked"

func (b *Box) serveList(w http.ResponseWriter, _ *http.Request) {
	raw, err := b.trust.List(trust.ListRevoked)
	if err != nil {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	_, _ = w.Write(raw) // who went away asks again
}

// wonderEvery is how often a box that nobody talks with asks whether it was put out.
const wonderEvery = time.Minute

// runWonder fetches the list where no exchange brings it.
func (b *Box) runWonder(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(wonderEvery):
		}
		if _, enrolled := b.trust.Certificate(); !enrolled || b.isCounty() || b.talks() {
			continue
		}
		for _, url := range b.countyURLs() {
			if err := b.fetchList(ctx, url); err != nil {
				b.cfg.Log.Info("the list of revoked keys was not to be had", "cause", err)
			}
		}
	}
}

// talks says whether any hub talks with this one.
func (b *Box) talks() bool {
	return slices.ContainsFunc(calls{&b.net}.Peers(), func(p fleet.Peer) bool { return p.Connected })
}

func (b *Box) fetchList(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, strings.TrimSuffix(url, "/")+listPath, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNotFound {
		return nil
	}
	raw, err := io.ReadAll(io.LimitReader(resp.Body, trust.MaxList+1))
	if err != nil || resp.StatusCode != http.StatusOK || len(raw) > trust.MaxList {
		return fmt.Errorf("box: a list of %d bytes, %s: %w", len(raw), resp.Status, err)
	}
	_, err = b.trust.ApplyList(raw)
	return err
}
