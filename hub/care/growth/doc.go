// Package growth says how a child grows, by two standards: z-scores of the WHO Child
// Growth Standards, and the levels and judgements of China's WS/T 423-2022. Pure
// functions of one measuring; both standards' figures lie packed in tables.bin
// ([SOURCES.csv] says where each table is from).
//
// The two disagree where it matters (a girl's weight at −2 SD, 12 months: 7.0 kg
// there, 7.7 kg here). People are shown the Chinese judgement; z-scores go beside it
// into exports. Neither is a diagnosis.
//
// Ages are counted from birth. A preterm child's age is not corrected here: who wants
// it corrected puts the due date in place of the birth day.
package growth
