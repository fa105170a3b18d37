// Package formula is the small language in which a form says when a question is asked
// (show), what has to be true (check), where a number starts, and what is worked out.
// There is no loop and no call of anything outside: a formula ends after as many steps
// as it has parts.
//
//	weight > 2.5 and not premature          numbers as they are shown: 公斤, 厘米
//	in >= 8:30                               a time of day is a number of minutes
//	"fever" in signs, state in ["a", "b"]    choices by code
//	birth() + 42 <= day()                    a day and a number of days
//	if(has(due), due, last_period + 280)     if(condition, then, otherwise)
//	weight - previous(weight) > 1            the last record of this kind and subject
//	sum(dishes.grams) / count(dishes)        rows of a group
//
// Functions: has(x), previous(field), number(last) (the running number after it, which
// no other box gives), if(c, a, b), min, max, round(x, digits), abs, count(list), sum(rows.field), today(), day() (of the record), birth(),
// age_days(day), age_months(day), days_between(from, to). The day of age_… may be left
// out: the record's.
//
// What is not known stays not known: a sum with an unanswered part, a division by
// zero, an age without birth day. "false and unknown" is false, "true or unknown"
// true. A question whose condition is not known is not asked, a rule whose outcome is
// not known is not broken.
//
// Numbers are integers of a millionth, up to nine million millions; beyond that they
// are not known. Results are rounded half away from zero.
//
// A ready-made language (expr-lang, cel) would do as well, but costs more than two
// megabytes of a program that is kept below thirty.
package formula
