package class

import (
	"encoding/binary"
	"fmt"

	"yizhan/hub"
)

// Code is the four figures by which a phone finds a class. They are the class's own, so
// that they can be printed before it begins and stay when it is cut and goes on. They keep
// a stranger on the Wi-Fi out of a class, no more: a phones' listener counts who guesses.
func Code(class hub.ID) string {
	sum := hub.DeriveID("class", class, "code")
	return fmt.Sprintf("%04d", binary.BigEndian.Uint32(sum[:4])%10000)
}
