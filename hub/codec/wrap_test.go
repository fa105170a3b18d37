package codec

import (
	"bytes"
	"slices"
	"testing"

	"yizhan/hub"
)

func privOf(t testing.TB, label string) [32]byte { return [32]byte(x25519(t, label).Bytes()) }

func TestWrapOpensForItsRecipientsOnly(t *testing.T) {
	key, subject, card := NewSubjectKey(), hub.NewID(), NewCardSecret()
	to := []Recipient{recipient(t, "station"), recipient(t, "county"), recipient(t, "station")}
	value, err := Wrap(key, subject, to, &card)
	if err != nil {
		t.Fatal(err)
	}
	for _, label := range []string{"station", "county"} {
		if got, ok := unwrap(value, subject, key.Name(), privOf(t, label)); !ok || got != key {
			t.Errorf("%s cannot open", label)
		}
	}
	if got, ok := UnwrapCard(value, subject, key.Name(), card); !ok || got != key {
		t.Error("the card does not open")
	}
	if _, ok := unwrap(value, subject, key.Name(), privOf(t, "neighbour")); ok {
		t.Error("a neighbour opens")
	}
	if _, ok := UnwrapCard(value, subject, key.Name(), NewCardSecret()); ok {
		t.Error("another card opens")
	}
	other := NewSubjectKey().Name()
	if _, ok := unwrap(value, hub.NewID(), key.Name(), privOf(t, "station")); ok {
		t.Error("opens for another subject")
	}
	if _, ok := unwrap(value, subject, other, privOf(t, "station")); ok {
		t.Error("opens under another name")
	}
	if _, ok := UnwrapCard(value, hub.NewID(), key.Name(), card); ok {
		t.Error("the card opens for another subject")
	}
	if _, ok := UnwrapCard(value, subject, other, card); ok {
		t.Error("the card opens under another name")
	}
	ids, hasCard, ok := Wrapped(value)
	want := [][8]byte{to[0].ID, to[1].ID}
	slices.SortFunc(want, func(a, b [8]byte) int { return bytes.Compare(a[:], b[:]) })
	if !ok || !hasCard || !slices.Equal(ids, want) {
		t.Errorf("wrapped for %x, card %v", ids, hasCard)
	}
}

func TestWrapsNeverRepeat(t *testing.T) {
	key, subject, to := NewSubjectKey(), hub.NewID(), []Recipient{recipient(t, "station")}
	a, errA := Wrap(key, subject, to, nil)
	b, errB := Wrap(key, subject, to, nil)
	if errA != nil || errB != nil || EqualValues(a, b) || bytes.Equal(a[0].([]byte), b[0].([]byte)) {
		t.Errorf("two wraps share an ephemeral key, or %v, %v", errA, errB)
	}
	if _, ok := UnwrapCard(a, subject, key.Name(), CardSecret{}); ok {
		t.Error("a wrap without card opens by card")
	}
	if _, card, ok := Wrapped(a); card || !ok {
		t.Error("a wrap without card claims one")
	}
}

func TestWrapTravelsAsAValue(t *testing.T) {
	s, c := registration(t)
	parts, err := Parts(c)
	if err != nil {
		t.Fatal(err)
	}
	f := parts[1].Changes[0].Fields
	name := hub.KeyName(f[0].Value.([]byte))
	subject := c.Header.Parts[1].Subject
	if got, ok := unwrap(f[1].Value, subject, name, privOf(t, "health centre")); !ok || got != s.key || name != parts[0].Key {
		t.Errorf("key %x does not open the family's part", name)
	}
}

func TestEveryBitOfAWrapIsNoticed(t *testing.T) {
	key, subject, card := testKey, hub.ID{1}, CardSecret{2}
	value, err := Wrap(key, subject, []Recipient{recipient(t, "station")}, &card)
	if err != nil {
		t.Fatal(err)
	}
	priv := privOf(t, "station")
	for i := range value {
		flips(value[i].([]byte), func(bit int, flipped []byte) {
			spoiled := slices.Clone(value)
			spoiled[i] = flipped
			_, byHub := unwrap(spoiled, subject, key.Name(), priv)
			_, byCard := UnwrapCard(spoiled, subject, key.Name(), card)
			if byHub && i != 1 || byCard && i != 2 {
				t.Errorf("bit %d of item %d is not noticed", bit, i)
			}
		})
	}
}

// Whoever can wrap could give each recipient another key under one name.
func TestAWrapOfAnotherKeyIsRefused(t *testing.T) {
	subject, card, name := hub.ID{1}, CardSecret{2}, testKey.Name()
	ephemeral := recipient(t, "ephemeral")
	pub := ephemeral.X25519[:]
	for key, want := range map[SubjectKey]bool{testKey: true, {3}: false} {
		context := wrapContext("card", subject, name)
		kek, nonce := wrapKeys(card[:], pub, nil, context)
		value := []any{pub, newGCM(kek).Seal(nil, nonce, key[:], context)}
		if _, ok := UnwrapCard(value, subject, name, card); ok != want {
			t.Errorf("key %x opens: %v", key.Name(), ok)
		}
	}
}

func TestValuesThatAreNoWraps(t *testing.T) {
	mine := recipient(t, "station")
	pub := mine.X25519[:]
	for name, v := range map[string]any{
		"nil": nil, "text": "wrap", "empty": []any{}, "one item": []any{pub},
		"short key":       []any{pub[1:], nil},
		"key is an id":    []any{hub.ID{1}, nil},
		"short card":      []any{pub, make([]byte, 47)},
		"card is text":    []any{pub, "x"},
		"short recipient": []any{pub, nil, make([]byte, 55)},
		"recipient nil":   []any{pub, nil, nil},
	} {
		if _, _, ok := Wrapped(v); ok {
			t.Errorf("%s: is a wrap", name)
		}
		if _, ok := unwrap(v, hub.ID{}, hub.KeyName{}, privOf(t, "station")); ok {
			t.Errorf("%s: opens", name)
		}
		if _, ok := UnwrapCard(v, hub.ID{}, hub.KeyName{}, CardSecret{}); ok {
			t.Errorf("%s: opens by card", name)
		}
	}
}

// With a key of low order, what X25519 agrees on is known to everybody.
func TestKeysOfLowOrderAreRefused(t *testing.T) {
	if v, err := Wrap(testKey, hub.ID{1}, []Recipient{RecipientOf([32]byte{})}, nil); err == nil {
		t.Errorf("wrapped for the zero key: %v", v)
	}
	mine := recipient(t, "station")
	low := []any{make([]byte, 32), nil, append(mine.ID[:], make([]byte, boxedKey)...)}
	if _, ok := unwrap(low, hub.ID{1}, testKey.Name(), privOf(t, "station")); ok {
		t.Error("a wrap under the zero key opens")
	}
}

// unwrap opens with a private key.
func unwrap(value any, subject hub.ID, name hub.KeyName, priv [32]byte) (SubjectKey, bool) {
	u, err := NewUnwrapper(priv)
	if err != nil {
		return SubjectKey{}, false
	}
	return u.Unwrap(value, subject, name)
}
