/** The Spanish texts. */
import type { Texts } from '../texts.ts';

export const es: Texts = {
  locale: 'es',

  run: {
    queued: 'En cola',
    running: 'Pensando…',
    retrying: '{{- failure}}, reintento {{retryCount}} de {{maxRetries}} · {{count}} s',
    parked:
      '{{- failure}}, en pausa (reanudación: {{- until}}) · reintento {{retryCount}} de {{maxRetries}}',
    awaitingInput: 'Esperando tu respuesta',
    completed: 'Respuesta completa',
    failed: '{{- failure}}',
    cancelled: 'Cancelado',
    interrupted: 'Interrumpido: {{- failure}}',
  },

  retry: {
    next: '{{- failure}}, reintento {{retryCount}} de {{maxRetries}}',
    now: '{{- failure}}, reintento {{retryCount}} de {{maxRetries}} · ahora',
    usedUp: '{{- failure}}, se abandonó tras el reintento {{retryCount}} de {{maxRetries}}',
    repeated_one: '{{- failure}} {{count}} vez, al instante: se abandonó antes de tiempo',
    repeated_many:
      '{{- failure}} {{count}} de veces seguidas, siempre al instante e igual: se abandonó antes de tiempo',
    repeated_other:
      '{{- failure}} {{count}} veces seguidas, siempre al instante e igual: se abandonó antes de tiempo',
  },

  lost: {
    retrying: 'La aplicación se cerró; nuevo intento · {{count}} s',
    next: 'La aplicación se cerró; nuevo intento',
  },

  answering: {
    first: 'Respondiendo…',
    retry: 'Respondiendo, reintento {{retryCount}} de {{maxRetries}}',
  },

  ended: {
    length: 'Respuesta cortada en el límite de longitud',
    toolCalls: 'Detenido tras una herramienta, sin respuesta',
    empty: 'Terminó sin respuesta',
  },

  quota: {
    today: 'Esperando a que se restablezca la cuota ({{- until}})',
    later: 'Esperando a que se restablezca la cuota el {{- until}}',
  },

  nextAction: {
    queued: 'Empieza por sí sola cuando termine la ejecución anterior.',
    running: 'Puedes detenerla en cualquier momento.',
    retrying: 'Se reintenta automáticamente. También puedes reintentar ahora o cancelar.',
    parked:
      'Continúa después automáticamente, aunque te vayas. También puedes reintentar ahora o cancelar.',
    awaitingInput: 'Responde y la ejecución continuará.',
    completed: 'Pregunta otra cosa o pide otra respuesta.',
    failed: 'Lee los detalles y vuelve a intentarlo.',
    cancelled: 'Vuelve a enviar el mensaje si aún quieres una respuesta.',
    interrupted: 'Vuelve a enviar el mensaje.',
  },

  repeatedNextAction:
    'Cambia algo antes de volver a intentarlo: la solicitud, el modelo o la cuenta.',

  failure: {
    rateLimited: {
      name: 'Demasiadas solicitudes',
      nextAction: 'Espera un momento y vuelve a enviar el mensaje.',
    },
    overloaded: {
      name: 'Proveedor sobrecargado',
      nextAction: 'Vuelve a intentarlo en unos minutos.',
    },
    serverError: { name: 'Error del servidor', nextAction: 'Vuelve a intentarlo en unos minutos.' },
    timeout: {
      name: 'Tiempo de espera agotado',
      nextAction: 'Vuelve a intentarlo, quizá con una solicitud más corta.',
    },
    network: { name: 'Error de red', nextAction: 'Comprueba la conexión con el proveedor.' },
    brokenStream: { name: 'Respuesta cortada', nextAction: 'Vuelve a enviar el mensaje.' },
    quotaExceeded: { name: 'Cuota agotada', nextAction: 'Revisa el plan y la facturación.' },
    unauthorized: { name: 'Acceso denegado', nextAction: 'Revisa la clave de API.' },
    contextOverflow: {
      name: 'Conversación demasiado larga',
      nextAction: 'Empieza una conversación nueva o acorta el mensaje.',
    },
    contentFiltered: {
      name: 'Bloqueado por el filtro de contenido',
      nextAction: 'Dilo con otras palabras.',
    },
    invalidRequest: {
      name: 'Solicitud rechazada',
      nextAction: 'Revisa el nombre del modelo y la configuración.',
    },
    cancelled: { name: 'Llamada cancelada', nextAction: 'Vuelve a enviar el mensaje.' },
    unknown: { name: 'Error desconocido', nextAction: 'Lee los detalles y vuelve a intentarlo.' },
  },

  cut: {
    stopped: 'Detenido por ti',
    failed: 'Interrumpido después de iniciarse una herramienta',
    refused: 'Rechazado: no se vuelve a enviar',
  },

  missing: {
    stopped: '{{- tool}}: resultado desconocido, porque se detuvo a medias',
    lost: '{{- tool}}: resultado desconocido, porque el intento terminó antes',
  },

  undecided: 'Tu última respuesta no decidió nada. Responde otra vez.',

  held: {
    waiting_one: '{{count}} mensaje espera: {{- failure}}',
    waiting_many: '{{count}} de mensajes esperan: {{- failure}}',
    waiting_other: '{{count}} mensajes esperan: {{- failure}}',
    nextAction:
      'La cola continúa cuando lo decidas, o cuando la ejecución fallida tenga respuesta.',
  },

  outcome: {
    running: 'en curso',
    completed: 'respondido',
    failed: '{{- failure}}',
    asked: 'hizo una pregunta',
    stopped: 'cancelado',
    lost: 'perdido con su proceso',
  },

  timeline: {
    attempt: 'Intento {{number}}',
    attempts_one: '{{count}} intento',
    attempts_many: '{{count}} de intentos',
    attempts_other: '{{count}} intentos',
    waited: 'espera de {{- duration}}',
    discarded: 'respuesta a medias descartada',
    decidedBy: 'reconocido por {{- decidedBy}}',
  },

  usage: {
    tokens: 'Tokens: {{- parts}}',
    input: '{{- number}} de entrada',
    cacheRead: '{{- number}} de ellos en caché',
    output: '{{- number}} de salida',
    reasoning: '{{- number}} de ellos de razonamiento',
  },

  duration: {
    seconds: '{{count}} s',
    minutes: '{{count}} min',
    hours: '{{count}} h',
  },

  spoken: {
    seconds_one: '{{count}} segundo',
    seconds_many: '{{count}} de segundos',
    seconds_other: '{{count}} segundos',
    minutes_one: '{{count}} minuto',
    minutes_many: '{{count}} de minutos',
    minutes_other: '{{count}} minutos',
    hours_one: '{{count}} hora',
    hours_many: '{{count}} de horas',
    hours_other: '{{count}} horas',
  },
};
