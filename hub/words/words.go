// Package words owns every sentence that people read, by key. Each topic keeps
// its sentences in a file of its own and adds them at start-up; a test collects
// the keys used in the source and fails on a missing one.
package words

import (
	"fmt"
	"slices"
	"strings"

	"yizhan/hub"
)

var sentences = map[string]string{}

// add is called by the topic files; a key has one owner.
func add(topic map[string]string) {
	for key, sentence := range topic {
		if _, taken := sentences[key]; taken {
			panic("words: two sentences for " + key)
		}
		sentences[key] = sentence
	}
}

// Say is the sentence of a key with its arguments (fmt verbs). A key without a
// sentence is shown as 这一步没办成 rather than as a code; the test keeps that from shipping.
func Say(key string, args ...any) string {
	s, ok := sentences[key]
	if !ok {
		return "这一步没办成，已经写的都在，请再试一次。"
	}
	if strings.Contains(s, "%") {
		args = slices.Clone(args)
		for i, arg := range args {
			if w, ok := arg.(worded); ok {
				args[i] = Say(w.Word())
			}
		}
		return fmt.Sprintf(s, args...)
	}
	return s
}

// worded is an argument that has a sentence of its own, by this key.
type worded interface{ Word() string }

// Has says whether a key has a sentence.
func Has(key string) bool { _, ok := sentences[key]; return ok }

// Of is the sentence for an error that a person has to read.
func Of(err *hub.Error) string { return Say(err.Key, err.Args...) }
