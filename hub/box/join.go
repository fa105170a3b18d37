package box

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"yizhan/hub"
	"yizhan/hub/box/sticks"
	"yizhan/hub/desk"
	"yizhan/hub/trust"
	"yizhan/kiosk/station"
	"yizhan/mesh"
)

// joining is what a box that belongs to nobody yet knows of the county's answer.
type joining struct {
	mu     sync.Mutex
	answer []byte // came over a network; nothing is proven until its figures are typed
	called bool   // some hub took the request
	wanted bool   // somebody has opened the page: the LAN is asked too
}

// askEvery is how often a new box asks the hubs that it can call.
const askEvery = 20 * time.Second

// runJoining asks for an answer until the box is enrolled. An answer is kept in
// memory only: what is not confirmed is asked for again after a restart.
func (b *Box) runJoining(ctx context.Context) error {
	for {
		if _, enrolled := b.trust.Certificate(); enrolled || b.isCounty() {
			return nil
		}
		for _, url := range b.doors(ctx) {
			b.askAt(ctx, url)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(askEvery):
		}
	}
}

// doors are the hubs that may be asked: the county's address where it was told, and
// neighbours on the LAN once somebody wants to join.
func (b *Box) doors(ctx context.Context) []string {
	urls := b.countyURLs()
	b.join.mu.Lock()
	wanted := b.join.wanted
	b.join.mu.Unlock()
	if wanted {
		for _, addr := range mesh.FindDoors(ctx) {
			urls = append(urls, "http://"+addr)
		}
	}
	return urls
}

// askAt leaves the request at a hub and takes the answer if it has come there.
func (b *Box) askAt(ctx context.Context, url string) {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	answer, err := b.ask(ctx, url)
	if err != nil {
		b.cfg.Log.Info("nobody took the request", "cause", err)
		return
	}
	b.join.mu.Lock()
	b.join.called = true
	if answer != nil {
		b.join.answer = answer
	}
	b.join.mu.Unlock()
	b.changed()
}

func (b *Box) ask(ctx context.Context, url string) (answer []byte, err error) {
	file, err := b.request(ctx)
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, strings.TrimSuffix(url, "/")+joinPath, bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusAccepted:
		return nil, nil
	case http.StatusOK:
		answer, err := io.ReadAll(io.LimitReader(resp.Body, trust.MaxEnrolFile+1))
		if err != nil || len(answer) > trust.MaxEnrolFile {
			return nil, fmt.Errorf("box: an answer of %d bytes: %w", len(answer), err)
		}
		return answer, nil
	}
	return nil, fmt.Errorf("box: a hub answered %s", resp.Status)
}

// request is this box's own, under the name that it has so far.
func (b *Box) request(ctx context.Context) ([]byte, error) {
	site, err := b.site(ctx)
	if err != nil {
		return nil, err
	}
	name := site.Name
	if name == "" || len(name) > trust.MaxName {
		name = desk.BoxUnnamed
	}
	return b.trust.Request(name)
}

// joiner is the way into the county's network as the station's screens want it.
type joiner struct{ b *Box }

func (j joiner) Asking(context.Context) (station.Asking, error) {
	r := j.b.trust.Asking("")
	a := station.Asking{Digits: r.Digits(), Fingerprint: r.Fingerprint()}
	j.b.join.mu.Lock()
	defer j.b.join.mu.Unlock()
	j.b.join.wanted = true
	a.Called, a.Answered = j.b.join.called, j.b.join.answer != nil
	return a, nil
}

// TakeCode enrols with the answer that came by itself, if the figures that the
// officer read out are its county's.
func (j joiner) TakeCode(ctx context.Context, code string) (name string, err error) {
	j.b.join.mu.Lock()
	answer := j.b.join.answer
	j.b.join.mu.Unlock()
	if answer == nil {
		return "", hub.E(hub.CodeNotFound, "join.none")
	}
	if err := j.b.trust.CheckAnswer(answer, code); err != nil {
		return "", err
	}
	return j.b.Enroll(ctx, answer)
}

// TakePictures enrols with the pictures of an answer once all are there.
func (j joiner) TakePictures(ctx context.Context, pictures []string) (station.Scanned, error) {
	file, _, err := trust.JoinParts(pictures)
	if err != nil || len(pictures) == 0 {
		return station.Scanned{}, err
	}
	if file != nil {
		_, err = j.b.Enroll(ctx, file)
		return station.Scanned{Joined: err == nil}, err
	}
	first, err := trust.ReadPart(pictures[0])
	got := station.Scanned{Of: first.Of}
	for _, p := range pictures {
		if part, err := trust.ReadPart(p); err == nil && part.Set == first.Set {
			got.Have = append(got.Have, part.Number)
		}
	}
	return got, err
}

// SaveRequest writes the request to the stick that is plugged in.
func (j joiner) SaveRequest(ctx context.Context) (name string, err error) {
	file, err := j.b.request(ctx)
	if err != nil {
		return "", err
	}
	key := j.b.trust.Identity().Key()
	name = fmt.Sprintf("入网申请-%x.txt", key[:3])
	for _, dir := range sticks.Dirs(j.b.cfg.Data) {
		if sticks.IsInbox(dir) {
			continue
		}
		if err := writeThrough(filepath.Join(dir, name), file); err != nil {
			return "", hub.E(hub.CodeInvalid, "join.stick-full").Because(err)
		}
		return name, nil
	}
	return "", hub.E(hub.CodeInvalid, "join.no-stick")
}

// writeThrough writes a file that is on the stick when it returns, so that the
// stick may be pulled out.
func writeThrough(path string, b []byte) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	if err == nil {
		err = f.Sync()
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}

// gossipStep is how often the age of a new gossip key is kept.
const gossipStep = 10 * time.Minute

// ageGossip tells trust how long this box has run, so that an old gossip key goes
// when its grace is over.
func (b *Box) ageGossip(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(gossipStep):
		}
		if err := b.trust.AgeGossip(uint32(gossipStep / time.Minute)); err != nil {
			b.cfg.Log.Warn("the age of the gossip key was not kept; it is asked again later", "cause", err)
		}
	}
}
