package station

import "context"

// Joiner is the way of a new box into the county's network.
type Joiner interface {
	Asking(ctx context.Context) (Asking, error)
	// TakeCode enrols with the answer that came over a network, if the twelve figures
	// that the officer read out are its county's. Errors: CodeInvalid.
	TakeCode(ctx context.Context, code string) (name string, err error)
	// TakePictures enrols with the pictures of an answer once all are there; the first
	// says of which answer. Errors: CodeInvalid for a picture of something else.
	TakePictures(ctx context.Context, pictures []string) (Scanned, error)
	// SaveRequest writes the request as a file on the stick. Errors: CodeInvalid where
	// none is plugged in.
	SaveRequest(ctx context.Context) (name string, err error)
}

// Asking is a box that asks to be let in.
type Asking struct {
	Digits      string // 180 figures, nine rows of twenty
	Fingerprint string // 0421 7735 9014, to compare by telephone
	Called      bool   // some hub has taken the request by network
	Answered    bool   // an answer came back; its figures have to be typed
}

// Scanned is which pictures of an answer are there.
type Scanned struct {
	Have   []int // from 1
	Of     int   // 0: none yet
	Joined bool  // they were whole, and the box is enrolled
}
