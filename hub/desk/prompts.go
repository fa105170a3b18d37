package desk

import (
	"yizhan/hub/care"
	"yizhan/hub/lesson"
)

// lessonPrompts is the name of the page whose sentences are a lesson's.
const lessonPrompts = "lesson-"

// PromptsOf are the sentences that are said on a page: care.Prompts' pages, and of each
// lesson one (see LessonPrompts).
func (d *Desk) PromptsOf(page string) []care.Prompt {
	for _, l := range d.Lessons().All() {
		if LessonPrompts(l.Key) == page {
			return promptsOf(l)
		}
	}
	return care.PromptsOf(page)
}

// LessonPrompts names the page whose sentences are a lesson's.
func LessonPrompts(key string) string { return lessonPrompts + key }

// PromptOf finds a sentence by its key. A lesson's with another text is another one.
func (d *Desk) PromptOf(key string) (care.Prompt, bool) {
	if p, ok := care.PromptOf(key); ok {
		return p, true
	}
	if l, said, ok := d.Lessons().Sentence(key); ok {
		return promptOf(l, said), true
	}
	return care.Prompt{}, false
}

func promptsOf(l *lesson.Lesson) (out []care.Prompt) {
	for _, said := range l.Said() {
		out = append(out, promptOf(l, said))
	}
	return out
}

func promptOf(l *lesson.Lesson, said lesson.Sentence) care.Prompt {
	icon := "i-list"
	if said.Question > 0 {
		icon = "i-help"
	}
	return care.Prompt{Key: said.Key, Name: said.Name, Page: LessonPrompts(l.Key), Picture: icon, Text: said.Text, Drawing: said.Drawing}
}
