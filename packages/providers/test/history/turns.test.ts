/** The turns that a model is given, whichever model comes next. */
import type { Cut, Message, Origin, Part, ToolCallPart } from '@perdure/thread';
import { describe, expect, it } from 'vitest';
import { toTurns } from '../../src/history/index.ts';

const origin: Origin = { provider: 'p', model: 'm' };
const other: Origin = { provider: 'p', model: 'another' };

const message = (role: Message['role'], parts: Part[], more: Partial<Message> = {}): Message => ({
  id: 'id',
  runId: 'r0',
  role,
  parts,
  status: 'completed',
  ...(role === 'assistant' && { origin }),
  ...more,
});
const text = (words: string, more = {}) => ({ type: 'text', text: words, ...more }) as const;
const user = (...words: string[]) =>
  message(
    'user',
    words.map((word) => text(word)),
  );
const said = (...parts: Part[]) => message('assistant', parts);
const call = (id: string, more = {}): ToolCallPart => ({
  type: 'toolCall',
  id,
  name: 'pay',
  input: { id },
  ...more,
});
const result = (id: string, output = `paid ${id}`) =>
  ({ type: 'toolResult', id, name: 'pay', output }) as const;

const notPerformed =
  'The call was not performed, because the run ended before the call was allowed or answered.';
const turns = (messages: Message[], more = {}) =>
  toTurns(messages, { origin, hasTools: true, runId: 'r1', ...more });
/** A turn of texts, which are sent as one. */
const userTurn = (...words: string[]) => ({ role: 'user', parts: [text(words.join('\n\n'))] });

describe('the results of calls', () => {
  it('stand right after the calls, also those of a later message, in the order of the calls', () => {
    const thread = [
      user('Pay both.'),
      said(text('Paying.'), call('c1'), call('c2'), result('c2')),
      said(result('c1')),
      said(text('Paid.')),
      user('Thanks.'),
    ];
    expect(turns(thread)).toEqual([
      userTurn('Pay both.'),
      { role: 'assistant', parts: [text('Paying.'), call('c1'), call('c2')] },
      { role: 'tool', results: [result('c1'), result('c2')] },
      { role: 'assistant', parts: [text('Paid.')] },
      userTurn('Thanks.'),
    ]);
  });

  it('begin a new step with what follows them', () => {
    const parts = [text('One.'), call('c1'), result('c1'), text('Two.'), call('c2'), result('c2')];
    expect(turns([user('Go.'), said(...parts)])).toEqual([
      userTurn('Go.'),
      { role: 'assistant', parts: [text('One.'), call('c1')] },
      { role: 'tool', results: [result('c1')] },
      { role: 'assistant', parts: [text('Two.'), call('c2')] },
      { role: 'tool', results: [result('c2')] },
    ]);
  });

  it('are told for a call of an earlier run that has none', () => {
    const given = turns([user('Go.'), said(call('c1')), user('And now?')]);
    expect(given).toMatchObject([
      { role: 'user' },
      { role: 'assistant', parts: [call('c1')] },
      { role: 'tool', results: [{ id: 'c1', isError: true, output: { error: notPerformed } }] },
      { role: 'assistant', parts: [text('[No answer was given.]')] },
      { role: 'user' },
    ]);
  });

  it('are waited for in the run under way: an open call is left out, unless a human has approved it', () => {
    const open = call('c1');
    const thread = [user('Go.'), message('assistant', [text('Paying.'), open], { runId: 'r1' })];
    expect(turns(thread)[1]).toEqual({ role: 'assistant', parts: [text('Paying.')] });
    expect(turns(thread, { approved: open })[1]).toEqual({
      role: 'assistant',
      parts: [text('Paying.'), open],
    });
  });

  it('without a call are left out', () => {
    expect(turns([user('Go.'), said(text('Hm.'), result('c2')), user('?')])[1]).toEqual({
      role: 'assistant',
      parts: [text('Hm.')],
    });
  });
});

describe('a call id', () => {
  it('stays for its own model, and is renamed where it occurs again', () => {
    const thread = [
      user('Go.'),
      said(call('c1'), result('c1', 'first')),
      said(call('c1'), result('c1', 'second')),
    ];
    expect(turns(thread)).toMatchObject([
      {},
      { parts: [{ id: 'c1' }] },
      { results: [{ id: 'c1', output: 'first' }] },
      { parts: [{ id: 'call00002', input: { id: 'c1' } }] },
      { results: [{ id: 'call00002', output: 'second' }] },
    ]);
  });

  it('of another model gets nine letters and digits, as every provider takes them', () => {
    const thread = [
      user('Go.'),
      message('assistant', [call('functions.pay:0'), result('functions.pay:0')], { origin: other }),
      said(text('Paid.')),
      user('Thanks.'),
    ];
    expect(turns(thread)).toMatchObject([
      {},
      { parts: [{ id: 'call00001' }] },
      { results: [{ id: 'call00001' }] },
      {},
      {},
    ]);
  });
});

describe('an approved call of another model', () => {
  const approved = call('functions.pay:0');
  const from = (...parts: Part[]) => message('assistant', parts, { origin: other, runId: 'r1' });

  it('keeps its id until it has its result', () => {
    expect(turns([user('Go.'), from(approved)], { approved })[1]).toEqual({
      role: 'assistant',
      parts: [approved],
    });
    const done = [user('Go.'), from(approved, result(approved.id))];
    expect(turns(done, { approved }).slice(1)).toMatchObject([
      { parts: [{ id: 'call00001' }] },
      { results: [{ id: 'call00001' }] },
    ]);
  });
});

describe('what a model attached', () => {
  const metadata = { p: { signature: 'c2ln+/=' } };
  const parts: Part[] = [
    { type: 'reasoning', text: '', metadata },
    { type: 'other', value: { type: 'custom', kind: 'p.item' } },
    text('', { metadata }),
    text('Paying.', { metadata }),
    call('c1', { metadata }),
    result('c1'),
  ];

  it('goes back to it unchanged', () => {
    expect(turns([user('Go.'), said(...parts)])[1]).toEqual({
      role: 'assistant',
      parts: parts.slice(0, -1),
    });
  });

  it('is shed for another model, with the reasoning and the items of its library', () => {
    const thread = [user('Go.'), message('assistant', parts, { origin: other }), user('?')];
    expect(turns(thread)[1]).toEqual({
      role: 'assistant',
      parts: [text('Paying.'), call('call00001', { input: { id: 'c1' } })],
    });
  });

  it('cannot be missing from calls since the last prompt: those of another model are told as text', () => {
    const thread = [user('Go.'), message('assistant', parts, { origin: other, runId: 'r1' })];
    expect(turns(thread)).toEqual([
      userTurn('Go.'),
      { role: 'assistant', parts: [text('Paying.')] },
      userTurn('[The tool pay was called with {"id":"c1"}. Its result: paid c1]'),
    ]);
  });

  it('is no reference to an item of a response that was cut', () => {
    const item = { openai: { itemId: 'rs_1' } };
    const sealed = { openai: { itemId: 'rs_2', reasoningEncryptedContent: 'ZW5j' } };
    const cut = (...all: Part[]) => message('assistant', all, { cut: 'stopped' });
    const kept = { type: 'reasoning', text: 'B', metadata: sealed } as const;
    const thread = [
      user('Go.'),
      cut({ type: 'reasoning', text: 'A', metadata: item }, kept, text('Half', { metadata: item })),
      user('?'),
    ];
    expect(turns(thread)[1]).toEqual({ role: 'assistant', parts: [kept, text('Half')] });
  });
});

describe('a tool that the provider performs', () => {
  const searched = call('s1', { providerExecuted: true });
  const found = { ...result('s1'), providerExecuted: true } as const;

  it('stays in the answer with its result, and is left out without one', () => {
    const open = call('s2', { providerExecuted: true });
    const thread = [user('Go.'), said(searched, found, text('It rains.'), open), user('?')];
    expect(turns(thread)[1]).toEqual({
      role: 'assistant',
      parts: [searched, found, text('It rains.')],
    });
  });

  it('stays where the model is given no tools', () => {
    const thread = [user('Go.'), said(searched, found, text('It rains.')), user('?')];
    expect(turns(thread, { hasTools: false })).toEqual(turns(thread));
    expect(turns(thread)[1]).toMatchObject({ parts: [searched, found, {}] });
  });

  it('is an ordinary tool to another model', () => {
    const thread = [
      user('Go.'),
      message('assistant', [searched, found], { origin: other }),
      user('?'),
    ];
    expect(turns(thread).slice(1, 3)).toEqual([
      { role: 'assistant', parts: [call('call00001', { input: { id: 's1' } })] },
      { role: 'tool', results: [result('call00001', 'paid s1')] },
    ]);
  });
});

describe('what no provider takes', () => {
  it('is a blank text, a turn that says nothing, and two prompts in a row', () => {
    const item = { type: 'other', value: { type: 'custom', kind: 'p.item' } } as const;
    const thread = [
      user('One.'),
      said(item, { type: 'reasoning', text: 'Hmm' }, text(' \n')),
      user('Two.'),
    ];
    expect(turns(thread)).toEqual([userTurn('One.', 'Two.')]);
  });

  it('is more than one text of a user: only texts with metadata stay apart', () => {
    const cached = text('Two.', { metadata: { p: { cache: true } } });
    const parts = [text('One.'), cached, text('Three.'), text('Four.')];
    expect(turns([message('user', parts)])).toEqual([
      { role: 'user', parts: [text('One.'), cached, text('Three.\n\nFour.')] },
    ]);
  });

  it('leaves the texts of an answer as they are', () => {
    const thread = [user('Go.'), said(text('One.'), text('Two.')), user('?')];
    expect(turns(thread)[1]).toEqual({ role: 'assistant', parts: [text('One.'), text('Two.')] });
  });

  it('is half of a character', () => {
    const given = turns([
      user('a\ud83d'),
      said(call('c1', { input: { '\udcc9': ['\ud83d'] } }), result('c1')),
    ]);
    expect(JSON.stringify(given).isWellFormed()).toBe(true);
    expect(given[0]).toEqual(userTurn('a\ufffd'));
  });

  it('is a history that ends with an answer', () => {
    expect(turns([user('Go.'), said(text('Half'))]).at(-1)).toEqual(
      userTurn('[The answer above was cut off by a lost connection. Go on from there.]'),
    );
  });

  it('is a call where there are no tools', () => {
    expect(turns([user('Go.'), said(call('c1'), result('c1'))], { hasTools: false })).toEqual([
      userTurn('Go.', '[The tool pay was called with {"id":"c1"}. Its result: paid c1]'),
    ]);
  });
});

describe('an answer that a person stopped', () => {
  const stopped = (...parts: Part[]) => message('assistant', parts, { cut: 'stopped' as Cut });
  const note = '[The user stopped the answer above before it was complete.]';

  it('is followed by a word about it', () => {
    expect(turns([user('List.'), stopped(text('1. Lisbon')), user('More of it.')])).toEqual([
      userTurn('List.'),
      { role: 'assistant', parts: [text('1. Lisbon')] },
      userTurn(note, 'More of it.'),
    ]);
  });
});

it('the same messages give the same turns, and more messages give the same beginning', () => {
  const thread = [
    user('Go.'),
    said(call('c1'), result('c1')),
    message('assistant', [text('Half')], { cut: 'stopped' }),
    user('Again.'),
    said(text('All.')),
    user('Thanks.'),
  ];
  const whole = turns(thread);
  for (let length = 1; length < thread.length; length++) {
    const given = turns(thread.slice(0, length)).slice(0, -1);
    expect(whole.slice(0, given.length)).toEqual(given);
  }
});

describe('what its provider has refused', () => {
  const file = {
    type: 'file',
    hash: 'aa',
    mediaType: 'image/png',
    size: 4,
    name: 'a.png',
  } as const;
  const described = 'a file that was refused: a.png, image/png, 4 bytes.]';
  const refused = (role: Message['role'], ...parts: Part[]) =>
    message(role, parts, { cut: 'refused' });

  it('is told in words where it is a file of a prompt', () => {
    const thread = [refused('user', text('What is this?'), file), user('Never mind.')];
    expect(turns(thread)).toEqual([
      userTurn('What is this?', `[Here the user sent ${described}`, 'Never mind.'),
    ]);
  });

  it('is a prompt as a whole if it has no file', () => {
    const thread = [refused('user', text('Bad words.'), text('More.')), user('Hello.')];
    expect(turns(thread)).toEqual([
      userTurn('[Here the user sent a prompt that was refused.]', 'Hello.'),
    ]);
  });

  it('is told in words where it is a file of an answer or of a tool', () => {
    const metadata = { openai: { itemId: 'fc_1' } };
    const shot: Part = {
      ...result('c1'),
      modelOutput: { type: 'content', value: [text('Shot:'), file] },
    };
    const thread = [user('Go.'), refused('assistant', file, call('c1', { metadata }), shot)];
    expect(turns(thread).slice(1)).toEqual([
      {
        role: 'assistant',
        parts: [text(`[Here the assistant made ${described}`), call('c1', { metadata })],
      },
      {
        role: 'tool',
        results: [
          {
            ...result('c1'),
            modelOutput: {
              type: 'content',
              value: [text('Shot:'), text(`[Here a tool gave ${described}`)],
            },
          },
        ],
      },
    ]);
  });

  it('keeps the identity of a call that a human has approved', () => {
    const approved = call('c1');
    const thread = [
      user('Go.'),
      message('assistant', [file, approved], { cut: 'refused', runId: 'r1' }),
    ];
    expect(turns(thread, { approved })[1]).toMatchObject({ parts: [{}, { id: 'c1' }] });
  });
});
