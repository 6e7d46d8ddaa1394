package backend_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/openmpos/mpos/protocol/acquirer"
	"github.com/openmpos/mpos/protocol/backend"
	"github.com/openmpos/mpos/protocol/envelope"
)

// The state table: what each message does in each state. A cell is the state
// after it and the answer: "-" none, "A0 <REASON>" the refusal, "!" a clone
// alarm, "+undo" that the issuer is asked to reverse.
//
//	same   the accepted Authorize again      fork   another one of its counter
//	twin   another one of its offer          conf   Confirm
//	confx  Confirm of another Verdict        rev    a new Reverse
//	ok, no the issuer's answer               time   its timeout passes
//	boot   a new process
const stateTable = `
            same                  fork               twin                conf                   confx                      rev                            ok                  no          time                       boot
NONE        PENDING -             .                  .                   NONE A0 STATE          NONE A0 STATE              REVERSED REVERSED              NONE -              NONE -      NONE -                     NONE -
PENDING     PENDING -             PENDING A0 FORK !  PENDING A0 TWICE !  PENDING A0 STATE       PENDING A0 STATE           REVERSED REVERSED +undo        CHARGED APPROVED    DECLINED DECLINED  REVERSED 98 +undo  REVERSED - +undo
CHARGED     CHARGED APPROVED      CHARGED A0 FORK !  CHARGED A0 TWICE !  CONFIRMED ack          CHARGED A0 TRANSCRIPT      REVERSED REVERSED +undo        CHARGED -           CHARGED -   CHARGED -                  CHARGED -
DECLINED    DECLINED DECLINED     DECLINED A0 FORK ! DECLINED A0 TWICE ! DECLINED A0 STATE      DECLINED A0 STATE          DECLINED DECLINED              DECLINED -          DECLINED -  DECLINED -                 DECLINED -
CONFIRMED   CONFIRMED APPROVED    CONFIRMED A0 FORK ! CONFIRMED A0 TWICE ! CONFIRMED ack        CONFIRMED A0 FORK !        CONFIRMED CONFIRMED            CONFIRMED -         CONFIRMED - CONFIRMED -                CONFIRMED -
REVERSED    REVERSED APPROVED     REVERSED A0 FORK ! REVERSED A0 TWICE ! REVERSED A0 STATE      REVERSED A0 STATE          REVERSED REVERSED              REVERSED - +undo    REVERSED -  REVERSED -                 REVERSED -
TOMBSTONE   REVERSED A0 COUNTER   .                  REVERSED A0 USED    REVERSED A0 STATE      REVERSED A0 STATE          REVERSED REVERSED              REVERSED - +undo    REVERSED -  REVERSED -                 REVERSED -
CANCELLED   REVERSED A0 GIVENUP   REVERSED A0 FORK ! REVERSED A0 TWICE ! REVERSED A0 STATE      REVERSED A0 STATE          REVERSED REVERSED              REVERSED - +undo    REVERSED -  REVERSED -                 REVERSED -
GIVEN-UP    REVERSED 98           REVERSED A0 FORK ! REVERSED A0 TWICE ! REVERSED A0 STATE      REVERSED A0 STATE          REVERSED REVERSED              REVERSED - +undo    REVERSED -  REVERSED -                 REVERSED -
`

// cells splits a row: a state's name begins a cell.
func cells(row string) (list []string) {
	states := map[string]bool{"NONE": true, "PENDING": true, "CHARGED": true, "DECLINED": true, "CONFIRMED": true, "REVERSED": true, ".": true}
	words := strings.Fields(row)[1:]
	for i := 0; i < len(words); i++ {
		if states[words[i]] && (len(list) == 0 || list[len(list)-1] == "." || strings.Contains(list[len(list)-1], " ")) {
			list = append(list, words[i])
			continue
		}
		list[len(list)-1] += " " + words[i]
	}
	return list
}

func TestStateTable(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(stateTable), "\n")
	messages := strings.Fields(lines[0])
	for _, line := range lines[1:] {
		state := strings.Fields(line)[0]
		row := cells(line)
		require.Len(t, row, len(messages), line)
		for i, message := range messages {
			if row[i] == "." {
				continue
			}
			t.Run(state+" "+message, func(t *testing.T) {
				c := newCase(t, state)
				require.Equal(t, row[i], c.do(message))
				c.release()
				c.w.pass(time.Hour)
				require.True(t, c.w.b.Settled())
				c.w.balanced()
			})
		}
	}
}

// stateCase is a transaction in a state.
type stateCase struct {
	w    *bench
	r    *reader
	x    *sale
	conn uint64 // that the Authorize came on
	h6   [32]byte
}

func newCase(t *testing.T, state string) *stateCase {
	w := newBench(t)
	c := &stateCase{w: w, r: newReader(w, enrolment(0))}
	c.r.signIn()
	c.x = c.r.sell()
	w.hold = state == "PENDING" || state == "CANCELLED" || state == "GIVEN-UP"
	if state == "DECLINED" {
		w.issuer.code = acquirer.CodeFunds
	}
	if state != "NONE" && state != "TOMBSTONE" {
		for _, a := range w.send(c.x.frame) {
			v := parse(t, a)
			c.h6 = envelope.Hash(v.Bytes(57))
		}
		c.conn = w.conn
	}
	switch state {
	case "CONFIRMED":
		w.one(c.r.confirmFrame(c.x, c.h6))
	case "REVERSED", "TOMBSTONE", "CANCELLED":
		w.one(c.r.reverse(c.x, c.r.next(), nil, nil).frame)
	case "GIVEN-UP":
		w.pass(backend.DefaultIssuerTimeout)
	}
	if state != "PENDING" {
		c.release()
		require.True(t, w.b.Settled())
	}
	w.events = nil
	return c
}

// release delivers what the issuer has answered meanwhile.
func (c *stateCase) release() {
	held := c.w.held
	c.w.hold, c.w.held = false, nil
	for _, a := range held {
		c.w.b.IssuerAnswer(c.w.now, a)
		c.w.pump(0)
	}
}

// do sends a message and says what came of it.
func (c *stateCase) do(message string) string {
	w, r, x := c.w, c.r, c.x
	undone := w.issuer.undone
	w.hold = true
	var answer string
	switch message {
	case "same":
		answer = c.say(w.send(x.frame))
	case "fork":
		answer = c.say(w.send(r.authorize(x.offer, x.ct, spoil{auth: func(a *envelope.Authorize) { a.ATC++ }}).frame))
	case "twin":
		answer = c.say(w.send(r.authorize(x.offer, r.next(), spoil{}).frame))
	case "conf":
		answer = c.say(w.send(r.confirmFrame(x, c.h6)))
	case "confx":
		answer = c.say(w.send(r.confirmFrame(x, [32]byte{1})))
	case "rev":
		v := r.reverse(x, r.next(), nil, nil)
		answer = r.reversed(v, w.one(v.frame)).String()
	case "ok", "no":
		answer = c.issuer(message)
	case "time":
		w.now = w.now.Add(backend.DefaultIssuerTimeout)
		w.b.Tick(w.now)
		answer = c.say(w.pump(c.conn))
	case "boot":
		w.restart()
		answer = "-"
	}
	out := c.state() + " " + answer
	if len(w.take(backend.CloneAlarm)) > 0 {
		out += " !"
	}
	if w.issuer.undone > undone {
		out += " +undo"
	}
	return out
}

func (c *stateCase) state() string {
	for _, x := range c.w.b.Txns(c.r.e.Serial) {
		if x.CT == c.x.ct {
			return x.State.String()
		}
	}
	return backend.TxnState(0).String()
}

// issuer delivers an answer to the sale, whatever the issuer thinks of it.
func (c *stateCase) issuer(message string) string {
	w := c.w
	a := backend.IssuerAnswer{
		Amount: testAmount, STAN: c.x.iso.STAN, RRN: backend.RRN(c.r.e.IKID, c.x.ct), Code: acquirer.CodeApproved,
		AuthCode: "123456", F41: c.r.e.F41, F42: c.r.e.F42, Currency: testCurrency,
	}
	if message == "no" {
		a.Code, a.AuthCode = acquirer.CodeFunds, ""
		if c.state() == "PENDING" {
			clear(w.issuer.held) // it has declined, then
		}
	}
	body, err := a.Append(nil)
	require.NoError(w.t, err)
	w.held = nil
	w.b.IssuerAnswer(w.now, body)
	return c.say(w.pump(c.conn))
}

// say reads an answer.
func (c *stateCase) say(answers [][]byte) string {
	if len(answers) == 0 {
		return "-"
	}
	v := parse(c.w.t, answers[0])
	switch {
	case v.MTI() == "0630" && v.Text(39) == "00":
		return "ack"
	case v.MTI() == "0210" && v.Has(57):
		out, _ := c.r.verdict(c.x, v)
		return out.Outcome.String()
	case v.Text(39) == acquirer.CodeRefused:
		for _, e := range c.w.events {
			if e.Kind == backend.Refusal {
				return "A0 " + string(e.Reason)
			}
		}
	}
	return v.Text(39)
}
