package fleet

import (
	"context"

	"yizhan/hub/trust"
)

// Asking is a box that waits for the county's answer.
type Asking struct {
	trust.Request
	Via string // the station through which it asked
}

// Askings are the boxes that asked and were neither answered nor met.
func (f *Fleet) Askings(ctx context.Context) ([]Asking, error) {
	noted, err := f.Desk.Askings(ctx)
	if err != nil {
		return nil, err
	}
	list, _ := f.Trust.Members().Revocations()
	var waiting []Asking
	for _, a := range noted {
		r, err := trust.ReadRequest(a.File)
		if err != nil {
			continue // somebody's forged record; a request proves itself
		}
		_, met := f.Trust.Members().Get(r.Key)
		_, gone := list.Find(r.Key)
		if !met && !gone && f.Trust.AnswerFor(r.Key) == nil {
			waiting = append(waiting, Asking{r, a.Via})
		}
	}
	return waiting, nil
}
