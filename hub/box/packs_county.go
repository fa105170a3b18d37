package box

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/sticks"
	"yizhan/hub/desk"
	"yizhan/media/pack"
)

// mayPack says who may put lessons on a shelf: at the county they go to every station.
func (b *Box) mayPack(actor hub.Actor) error {
	if b.isCounty() {
		return b.desk.MayIssue(actor)
	}
	return b.desk.MayTeach(actor)
}

// issue notes at the county that a lesson is given out.
func (b *Box) issue(ctx context.Context, actor hub.Actor, p *pack.Pack) error {
	if !b.isCounty() || p.Signer.Rank != pack.County {
		return nil
	}
	_, err := b.desk.IssuePack(ctx, actor, desk.Issued{Key: p.Key, Version: int(p.Version), Title: p.Title})
	return err
}

// Recall takes a lesson of the county's back from every hub, or gives it out again.
func (p *packs) Recall(ctx context.Context, actor hub.Actor, request hub.ID, key string, on bool) error {
	if err := p.b.mayPack(actor); err != nil {
		return err
	}
	_, err := p.b.desk.RecallPack(ctx, actor, request, key, on)
	if k, here := p.shelf.Get(key); here && hub.CodeOf(err) == hub.CodeNotFound { // it was given out before this was noted
		if err = p.b.issue(ctx, actor, k); err == nil {
			_, err = p.b.desk.RecallPack(ctx, actor, request, key, on)
		}
	}
	if err != nil {
		return err
	}
	return p.recall(ctx)
}

// recall follows what the county has taken back: none of it is read here any more, and
// what is given out again is.
func (p *packs) recall(ctx context.Context) error {
	changed, err := p.loadRecalled(ctx)
	if err != nil || !changed {
		return err
	}
	defer p.soon()
	return p.shelf.Reload()
}

func (p *packs) loadRecalled(ctx context.Context) (changed bool, err error) {
	all, err := p.b.desk.IssuedPacks(ctx)
	off := map[string]int{}
	for key, one := range all {
		if one.Off > 0 {
			off[key] = one.Off
		}
	}
	was := p.off.Swap(&off)
	return was == nil || !maps.Equal(*was, off), err
}

// recalled says whether the county has taken a pack of its own back.
func (p *packs) recalled(m *pack.Manifest, who pack.Signer) bool {
	return who.Rank == pack.County && int(m.Version) <= (*p.off.Load())[m.Key]
}

// places are where packs and folders with lessons may lie: the sticks, and at the county
// what an officer sent through her browser.
func (p *packs) places() []string {
	places := sticks.Dirs(p.b.cfg.Data)
	if sent := p.sentDir(); p.b.isCounty() {
		if _, err := os.Stat(sent); err == nil {
			places = append(places, sent)
		}
	}
	return places
}

func (p *packs) sentDir() string { return p.b.folder.Path("tmp", "sent-lesson") }

func placeName(dir string) string {
	if filepath.Base(dir) == "sent-lesson" {
		return "上传的文件"
	}
	return sticks.Name(dir)
}

// Send takes the files of a lesson that an officer sends, one by one or in a .zip; next
// answers io.EOF behind the last. What was sent before goes. value names what came.
func (p *packs) Send(_ context.Context, actor hub.Actor, next func() (name string, body io.Reader, err error)) (value string, err error) {
	if err := p.b.mayPack(actor); err != nil {
		return "", err
	}
	if !p.one.TryLock() {
		return "", hub.E(hub.CodeQuestion, "pack.busy")
	}
	defer p.one.Unlock()
	defer p.lookAgain()
	if free, err := (screen{p.b}).Free(); err != nil || free < packFloor+2*pack.MaxBytes {
		return "", hub.E(hub.CodeFull, "pack.full").Because(err)
	}
	in, err := pack.NewInbox(p.sentDir())
	if err != nil {
		return "", err
	}
	for err == nil {
		var name string
		var body io.Reader
		if name, body, err = next(); err == nil {
			err = p.sent(in, name, body)
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if err = errors.Join(err, in.Close()); err != nil {
		return "", errors.Join(err, os.RemoveAll(p.sentDir()))
	}
	p.lookAgain()
	for _, f := range p.onSticks() {
		if f.stick == p.sentDir() || strings.HasPrefix(f.dir, p.sentDir()) {
			return f.Value, nil
		}
	}
	return "", errors.Join(hub.E(hub.CodeInvalid, "pack.zip"), os.RemoveAll(p.sentDir()))
}

// sent keeps one file, or what is in it.
func (p *packs) sent(in *pack.Inbox, name string, body io.Reader) error {
	if !strings.EqualFold(filepath.Ext(name), ".zip") {
		return in.Put(name, body)
	}
	f, err := os.CreateTemp(p.b.folder.Temp(), "zip-*")
	if err != nil {
		return err
	}
	defer func() { _ = errors.Join(f.Close(), os.Remove(f.Name())) }()
	n, err := io.Copy(f, io.LimitReader(body, pack.MaxBytes+1))
	switch {
	case n > pack.MaxBytes:
		return hub.E(hub.CodeTooLarge, "pack.big")
	case err != nil:
		return hub.E(hub.CodeInvalid, "pack.zip").Because(err)
	}
	return in.Unzip(f, n)
}

// Forget puts away what was sent.
func (p *packs) Forget(actor hub.Actor) error {
	if err := p.b.mayPack(actor); err != nil {
		return err
	}
	defer p.lookAgain()
	return os.RemoveAll(p.sentDir())
}

// used puts away what was sent, once it stands on the shelf.
func (p *packs) used(dir string, err error) error {
	if err == nil && strings.HasPrefix(dir, p.sentDir()) {
		return os.RemoveAll(p.sentDir())
	}
	return err
}

// lookAgain has the places looked at anew.
func (p *packs) lookAgain() {
	p.lying.Lock()
	p.lying.at = time.Time{}
	p.lying.Unlock()
}
