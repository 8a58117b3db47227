/** The German texts. */
import type { Texts } from '../texts.ts';

export const de: Texts = {
  locale: 'de',

  run: {
    queued: 'In der Warteschlange',
    running: 'Denkt nach …',
    retrying: '{{- failure}}, Wiederholung {{retryCount}} von {{maxRetries}} · {{count}} s',
    parked:
      '{{- failure}}, pausiert bis {{- until}} · Wiederholung {{retryCount}} von {{maxRetries}}',
    awaitingInput: 'Antwort erforderlich',
    completed: 'Antwort vollständig',
    failed: '{{- failure}}',
    cancelled: 'Abgebrochen',
    interrupted: 'Unterbrochen: {{- failure}}',
  },

  retry: {
    next: '{{- failure}}, Wiederholung {{retryCount}} von {{maxRetries}}',
    now: '{{- failure}}, Wiederholung {{retryCount}} von {{maxRetries}} · jetzt',
    usedUp: '{{- failure}}, nach Wiederholung {{retryCount}} von {{maxRetries}} aufgegeben',
    repeated_one: '{{- failure}} {{count}}-mal in Folge, sofort: vorzeitig aufgegeben',
    repeated_other:
      '{{- failure}} {{count}}-mal in Folge, jedes Mal sofort und gleich: vorzeitig aufgegeben',
  },

  lost: {
    retrying: 'Die App wurde beendet; neuer Versuch · {{count}} s',
    next: 'Die App wurde beendet; neuer Versuch',
  },

  answering: {
    first: 'Antwortet …',
    retry: 'Antwortet, Wiederholung {{retryCount}} von {{maxRetries}}',
  },

  ended: {
    length: 'Antwort an der Längengrenze abgeschnitten',
    toolCalls: 'Nach einem Werkzeug angehalten, ohne Antwort',
    empty: 'Ohne Antwort beendet',
  },

  quota: {
    today: 'Wartet, bis das Kontingent um {{- until}} Uhr erneuert wird',
    later: 'Wartet, bis das Kontingent am {{- until}} Uhr erneuert wird',
  },

  nextAction: {
    queued: 'Beginnt von selbst, sobald der vorige Lauf zu Ende ist.',
    running: 'Lässt sich jederzeit stoppen.',
    retrying: 'Der nächste Versuch beginnt von selbst, auf Wunsch sofort.',
    parked: 'Danach geht es von selbst weiter, auch in Abwesenheit. Auf Wunsch sofort.',
    awaitingInput: 'Nach der Antwort geht es weiter.',
    completed: 'Etwas anderes fragen oder eine neue Antwort anfordern.',
    failed: 'Die Details lesen und dann erneut versuchen.',
    cancelled: 'Bei Bedarf die Nachricht erneut senden.',
    interrupted: 'Die Nachricht erneut senden.',
  },

  repeatedNextAction:
    'Vor dem nächsten Versuch etwas ändern: die Anfrage, das Modell oder das Konto.',

  failure: {
    rateLimited: {
      name: 'Zu viele Anfragen',
      nextAction: 'Kurz warten und die Nachricht erneut senden.',
    },
    overloaded: {
      name: 'Anbieter überlastet',
      nextAction: 'In ein paar Minuten erneut versuchen.',
    },
    serverError: { name: 'Serverfehler', nextAction: 'In ein paar Minuten erneut versuchen.' },
    timeout: {
      name: 'Zeitüberschreitung',
      nextAction: 'Erneut versuchen, eventuell mit einer kürzeren Anfrage.',
    },
    network: { name: 'Netzwerkfehler', nextAction: 'Die Verbindung zum Anbieter prüfen.' },
    brokenStream: { name: 'Antwort abgerissen', nextAction: 'Die Nachricht erneut senden.' },
    quotaExceeded: { name: 'Kontingent aufgebraucht', nextAction: 'Tarif und Abrechnung prüfen.' },
    unauthorized: { name: 'Zugriff verweigert', nextAction: 'Den API-Schlüssel prüfen.' },
    contextOverflow: {
      name: 'Unterhaltung zu lang',
      nextAction: 'Eine neue Unterhaltung beginnen oder die Nachricht kürzen.',
    },
    contentFiltered: { name: 'Vom Inhaltsfilter blockiert', nextAction: 'Anders formulieren.' },
    invalidRequest: {
      name: 'Anfrage abgelehnt',
      nextAction: 'Den Namen des Modells und die Einstellungen prüfen.',
    },
    cancelled: { name: 'Aufruf abgebrochen', nextAction: 'Die Nachricht erneut senden.' },
    unknown: {
      name: 'Unbekannter Fehler',
      nextAction: 'Die Details lesen und dann erneut versuchen.',
    },
  },

  cut: {
    stopped: 'Von dir gestoppt',
    failed: 'Abgebrochen, nachdem ein Werkzeug begonnen hatte',
    refused: 'Abgelehnt: wird nicht noch einmal gesendet',
  },

  missing: {
    stopped: '{{- tool}}: Ergebnis unbekannt, weil mittendrin gestoppt',
    lost: '{{- tool}}: Ergebnis unbekannt, weil der Versuch vorher endete',
  },

  undecided: 'Die letzte Antwort hat nichts entschieden. Bitte noch einmal antworten.',

  held: {
    waiting_one: '{{count}} Nachricht wartet: {{- failure}}',
    waiting_other: '{{count}} Nachrichten warten: {{- failure}}',
    nextAction: 'Weiter geht es auf Wunsch, oder sobald der gescheiterte Lauf eine Antwort hat.',
  },

  outcome: {
    running: 'läuft',
    completed: 'beantwortet',
    failed: '{{- failure}}',
    asked: 'Rückfrage gestellt',
    stopped: 'abgebrochen',
    lost: 'mit dem Prozess verloren',
  },

  timeline: {
    attempt: 'Versuch {{number}}',
    attempts_one: '{{count}} Versuch',
    attempts_other: '{{count}} Versuche',
    waited: '{{- duration}} gewartet',
    discarded: 'halbe Antwort verworfen',
    decidedBy: 'erkannt an {{- decidedBy}}',
  },

  usage: {
    tokens: 'Tokens: {{- parts}}',
    input: '{{- number}} Eingabe',
    cacheRead: 'davon {{- number}} aus dem Cache',
    output: '{{- number}} Ausgabe',
    reasoning: 'davon {{- number}} Nachdenken',
  },

  duration: {
    seconds: '{{count}} s',
    minutes: '{{count}} min',
    hours: '{{count}} h',
  },

  spoken: {
    seconds_one: '{{count}} Sekunde',
    seconds_other: '{{count}} Sekunden',
    minutes_one: '{{count}} Minute',
    minutes_other: '{{count}} Minuten',
    hours_one: '{{count}} Stunde',
    hours_other: '{{count}} Stunden',
  },
};
