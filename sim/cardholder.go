package sim

import (
	"time"

	"github.com/openmpos/mpos/protocol/reader"
	"github.com/openmpos/mpos/protocol/trace"
	"github.com/openmpos/mpos/sim/enrol"
)

// cardholder is the person at the reader: looks at the screen, and does what
// it says.
type cardholder struct {
	world *World
	saw   reader.Prompt
	plan  uint64 // number of the present intention; an older one is dropped
	in    bool   // the card is in the reader

	outcomes []reader.Prompt // what the screen said of each sale, in order
}

// How quick a person is.
const (
	insertTime = 1200 * time.Millisecond
	keyTime    = 350 * time.Millisecond
	removeTime = 1500 * time.Millisecond
)

// look reacts to a change of the screen.
func (c *cardholder) look() {
	r := c.world.reader
	if r == nil || r.Screen().Prompt == c.saw {
		return
	}
	c.saw = r.Screen().Prompt
	switch c.saw {
	case reader.PromptApproved, reader.PromptDeclined, reader.PromptNotCharged:
		c.outcomes = append(c.outcomes, c.saw)
	}
	switch c.saw {
	case reader.PromptInsertCard:
		c.intend(insertTime, c.insert)
	case reader.PromptEnterPIN:
		c.enter(enrol.PIN + string(rune(reader.KeyEnter)))
	case reader.PromptChooseApplication:
		c.enter("1")
	case reader.PromptApproved, reader.PromptDeclined, reader.PromptNotCharged, reader.PromptReversing,
		reader.PromptNotReady, reader.PromptReady:
		if c.in {
			c.intend(removeTime, c.remove)
		}
	}
}

// intend plans the next action; a newer intention replaces it.
func (c *cardholder) intend(after time.Duration, do func()) {
	c.plan++
	mine := c.plan
	c.world.at(after, func() {
		if c.plan == mine && c.world.reader != nil {
			do()
		}
	})
}

func (c *cardholder) insert() {
	c.in = true
	c.world.card.Reset()
	c.world.rec.note(c.world, trace.Card, "card inserted", "")
	c.world.reader.CardInserted(c.world.uptime())
}

func (c *cardholder) remove() {
	c.in = false
	c.world.rec.note(c.world, trace.Card, "card removed", "")
	c.world.reader.CardRemoved(c.world.uptime())
}

// enter presses keys one after the other.
func (c *cardholder) enter(keys string) {
	c.intend(keyTime, func() {
		c.world.reader.Press(c.world.uptime(), reader.Key(keys[0]))
		if len(keys) > 1 && c.world.reader.Screen().Prompt == c.saw {
			c.enter(keys[1:])
		}
	})
}

// powerOff: the card falls out of a dead reader's attention.
func (c *cardholder) powerOff() { c.plan, c.in, c.saw = c.plan+1, false, 0 }

func (c *cardholder) powerOn() { c.saw = 0 }
