package desk

import (
	"context"

	"yizhan/hub"
	"yizhan/hub/care"
	"yizhan/hub/class"
	"yizhan/hub/form"
)

// ClassFile is all that a page shows of a class.
type ClassFile struct {
	Class     care.Class
	Slides    []class.Slide
	Here      []care.ClassHere  // who came, in the order of coming; who was taken back is left out
	Called    map[hub.ID]string // by class-here: 王梓涵的奶奶, a guest's name
	Heads     ClassHeads
	Photos    []care.ClassPhoto // of the room; slides' pictures are in Slides
	Recording care.Recording    // its ID is zero where there is none
	Chapters  []class.Chapter
	Notices   []care.ClassNotice
	Words     []care.ClassWord
	Ratings   [3]int // not well, so-so, well
	Quiz      ClassQuiz
}

// ClassHeads is how many came.
type ClassHeads struct {
	Mothers, Fathers, Elders, Expecting, Staff, Others int // of grown people, each once

	Families int // that are known here, each once
	Away     int // of all: next door, on a phone
	Counted  int // by eye, in the room; -1 nobody counted
}

// Sum is everybody who was written down.
func (h ClassHeads) Sum() int {
	return h.Mothers + h.Fathers + h.Elders + h.Expecting + h.Staff + h.Others
}

// ClassQuiz is how the questions of a class were answered.
type ClassQuiz struct {
	Times  int // sheets of three
	Passed int // at least two right
	Asked  int // questions
	Right  int
}

// ClassFile reads a class. Errors: CodeForbidden, CodeNotFound class.gone.
func (d *Desk) ClassFile(ctx context.Context, actor hub.Actor, class hub.ID) (ClassFile, error) {
	return ClassFile{}, hub.E(hub.CodeNotFound, "class.gone")
}

// SetSlides says what is shown, in its order.
func (d *Desk) SetSlides(ctx context.Context, actor hub.Actor, request, class hub.ID, slides []class.Slide) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// ClassPicture is a picture of a class, once its bytes lie beside the log.
type ClassPicture struct {
	Request hub.ID
	Class   hub.ID
	What    string // slide, room
	Day     hub.Day
	Minute  int
	Picture form.Picture
}

// AddClassPhoto keeps a picture: one to show, or one for the 台账. The record's id is in
// Outcome.Records.
func (d *Desk) AddClassPhoto(ctx context.Context, actor hub.Actor, p ClassPicture) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// DropClassPhoto takes a picture down.
func (d *Desk) DropClassPhoto(ctx context.Context, actor hub.Actor, request, photo hub.ID) (hub.Outcome, error) {
	return hub.Outcome{}, hub.E(hub.CodeNotFound, "class.gone")
}

// ClassPhoto is a picture for a worker. Errors: CodeNotFound photo.none.
func (d *Desk) ClassPhoto(ctx context.Context, actor hub.Actor, photo hub.ID) (form.Picture, error) {
	return form.Picture{}, hub.E(hub.CodeNotFound, "photo.none")
}

// SlidePhoto is a picture that a class shows, for whoever follows it.
func (d *Desk) SlidePhoto(ctx context.Context, class, photo hub.ID) (form.Picture, error) {
	return form.Picture{}, hub.E(hub.CodeNotFound, "photo.none")
}
