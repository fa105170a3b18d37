package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/class"
)

// mostPlayed is how many chapters of a recording are shown: what fits on a page.
const mostPlayed = 9

// Played is where each slide was shown, in what is played of a recording from a millisecond
// on to another; the first is that which stands there where it begins.
func Played(f ClassFile, from, to int) (out []class.Chapter) {
	for _, c := range f.Chapters {
		if c.Slide < 1 || c.Slide > len(f.Slides) || c.MS >= to {
			continue
		}
		c.MS = max(0, c.MS-from)
		if n := len(out); n > 0 && out[n-1].MS/1000 == c.MS/1000 { // turned past, or cut off
			out = out[:n-1]
		}
		if n := len(out); n == 0 || out[n-1].Slide != c.Slide {
			out = append(out, c)
		}
	}
	return out[:min(len(out), mostPlayed)]
}

// RecordedOf is the recording of a class with its slides and chapters, and nobody of whom
// it was held for: whoever holds no PIN may read it.
func (d *Desk) RecordedOf(ctx context.Context, of hub.ID) (ClassFile, error) {
	c, err := d.class(ctx, of)
	if err != nil {
		return ClassFile{}, err
	}
	recs, err := d.log.Find(ctx, "recording", "class", of)
	f := ClassFile{Class: *c, Slides: d.slidesOf(c)}
	d.recordingOf(&f, recs)
	return f, err
}

// slideLetters is how much of a slide's own text is its title.
const slideLetters = 20

// SlideTitle is what a slide is called.
func (d *Desk) SlideTitle(one class.Slide) string {
	if one.Title != "" {
		return one.Title
	}
	if l, ok := d.Lessons().Get(one.Lesson); ok && one.Page >= 1 && one.Page <= len(l.Pages) {
		return l.Pages[one.Page-1].Title
	}
	if !one.Picture.IsZero() {
		return "一张照片"
	}
	text := []rune(one.Text)
	return string(text[:min(len(text), slideLetters)])
}
