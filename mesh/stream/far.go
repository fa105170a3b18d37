package stream

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"time"

	"yizhan/hub"
	"yizhan/hub/class"
)

// Far is a neighbour's class, asked over a link.
type Far struct{ client *http.Client }

// NewFar needs a client of a link, which reaches that hub and no other.
func NewFar(c *http.Client) *Far { return &Far{c} }

// ErrOver is the error where the neighbour holds no class (any more).
var ErrOver = errors.New("stream: the neighbour holds no class")

// Now is the class as it is, once it is another than at rev, or the same after a while:
// then ok is false. Errors: ErrOver, those of the link.
func (f *Far) Now(ctx context.Context, rev uint64) (s Shown, ok bool, err error) {
	ctx, done := context.WithTimeout(ctx, wait+10*time.Second)
	defer done()
	resp, err := f.get(ctx, "/class/now?rev="+strconv.FormatUint(rev, 10))
	if err != nil {
		return s, false, err
	}
	defer resp.Body.Close()
	if resp.StatusCode == http.StatusNoContent {
		return s, false, nil
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, mostShown)).Decode(&s); err != nil {
		return s, false, fmt.Errorf("stream: the neighbour's class: %w", err)
	}
	if s.Class.IsZero() || s.Slide < 0 || s.Slide > len(s.Slides) {
		return s, false, errors.New("stream: the neighbour's class makes no sense")
	}
	return s, true, nil
}

// Sound is what is said from now on, until it is closed.
type Sound struct {
	Format class.Format
	Class  hub.ID
	body   io.ReadCloser
	buf    []byte
}

// Sound asks for the class's sound. Errors: ErrOver, CodeFull class.full, those of the link.
func (f *Far) Sound(ctx context.Context) (*Sound, error) {
	resp, err := f.get(ctx, "/class/sound")
	if err != nil {
		return nil, err
	}
	bytes, err1 := strconv.Atoi(resp.Header.Get(headBytes))
	lasts, err2 := strconv.Atoi(resp.Header.Get(headLasts))
	id, err3 := hub.ParseID(resp.Header.Get(headClass))
	if err := errors.Join(err1, err2, err3); err != nil || bytes < 1 || bytes > 64<<10 || lasts < 1000 || lasts > 1e6 {
		resp.Body.Close()
		return nil, errors.Join(errors.New("stream: the neighbour's sound makes no sense"), err)
	}
	return &Sound{Class: id, body: resp.Body, buf: make([]byte, bytes),
		Format: class.Format{MIME: resp.Header.Get("Content-Type"), Bytes: bytes, Lasts: time.Duration(lasts) * time.Microsecond}}, nil
}

// Next waits for the next frame, which is good until the next call.
func (s *Sound) Next() ([]byte, error) {
	_, err := io.ReadFull(s.body, s.buf)
	return s.buf, err
}

// Close ends it at both ends.
func (s *Sound) Close() error { return s.body.Close() }

// Picture is the picture of a slide, from 1.
func (f *Far) Picture(ctx context.Context, slide int) (body []byte, mime string, err error) {
	resp, err := f.get(ctx, "/class/picture/"+strconv.Itoa(slide))
	if err != nil {
		return nil, "", err
	}
	defer resp.Body.Close()
	if body, err = io.ReadAll(io.LimitReader(resp.Body, mostPicture+1)); err == nil && len(body) > mostPicture {
		err = errors.New("stream: a picture of a class is too large")
	}
	return body, resp.Header.Get("Content-Type"), err
}

// Recording is what families may hear of a class that was held there. Errors: ErrOver where
// there is nothing (yet, or any more), those of the link.
func (f *Far) Recording(ctx context.Context, of hub.ID) (a About, err error) {
	resp, err := f.get(ctx, "/class/recording/"+of.String())
	if err != nil {
		return a, err
	}
	defer resp.Body.Close()
	if err := json.NewDecoder(io.LimitReader(resp.Body, mostSaid)).Decode(&a); err != nil {
		return a, fmt.Errorf("stream: the neighbour's recording: %w", err)
	}
	if _, ok := a.Day.Time(); !ok || len([]rune(a.Title)) > 50 || a.MS < 0 || a.From < 0 || a.To < 0 {
		return a, errors.New("stream: the neighbour's recording makes no sense")
	}
	return a, nil
}

// Frames are those of a recording from a byte on; none are left at its end.
func (f *Far) Frames(ctx context.Context, of hub.ID, from int64) (io.ReadCloser, error) {
	r, err := http.NewRequestWithContext(ctx, "GET", "http://hub/class/recording/"+of.String()+"/frames", nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Range", fmt.Sprintf("bytes=%d-", from))
	resp, err := f.do(r)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusRequestedRangeNotSatisfiable { // all is here
		resp.Body.Close()
		return http.NoBody, nil
	}
	if from > 0 && resp.StatusCode != http.StatusPartialContent {
		resp.Body.Close()
		return nil, errors.New("stream: the neighbour gives a recording from its beginning only")
	}
	return resp.Body, nil
}

// Say tells how it is here.
func (f *Far) Say(ctx context.Context, s Said) error {
	body, err := json.Marshal(s)
	if err != nil {
		return err
	}
	r, err := http.NewRequestWithContext(ctx, "POST", "http://hub/class/said", bytes.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := f.do(r)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func (f *Far) get(ctx context.Context, path string) (*http.Response, error) {
	r, err := http.NewRequestWithContext(ctx, "GET", "http://hub"+path, nil)
	if err != nil {
		return nil, err
	}
	return f.do(r)
}

// do gives answers that are ones.
func (f *Far) do(r *http.Request) (*http.Response, error) {
	resp, err := f.client.Do(r)
	if err != nil {
		return nil, err
	}
	switch resp.StatusCode {
	case http.StatusOK, http.StatusNoContent, http.StatusPartialContent, http.StatusRequestedRangeNotSatisfiable:
		return resp, nil
	}
	resp.Body.Close()
	switch resp.StatusCode {
	case http.StatusNotFound:
		return nil, ErrOver
	case http.StatusServiceUnavailable:
		return nil, hub.E(hub.CodeFull, "class.full")
	}
	return nil, hub.E(hub.CodeUnknown, "sync.unreachable").Because(fmt.Errorf("stream: %s", resp.Status))
}

// contextUntil ends with its parent, or once the channel is closed.
func contextUntil(parent context.Context, gone <-chan struct{}) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	go func() {
		select {
		case <-gone:
		case <-ctx.Done():
		}
		cancel()
	}()
	return ctx, cancel
}
