package desk

import (
	"errors"
	"slices"

	"yizhan/hub"
)

// refusals are the sentences that say: this is not yours to see or to take away.
var refusals = []string{"desk.may-not", "device.may-not", "county.may-not", "county.may-not-export", "county.may-not-phone", "county.other-township", "erase.paused"}

// Refused says whether an error kept somebody from what she may not see or take. That
// she tried belongs on the trail; what else is forbidden is a rule of the work.
func Refused(err error) bool {
	var e *hub.Error
	return errors.As(err, &e) && slices.Contains(refusals, e.Key)
}
