/** The French texts. */
import type { Texts } from '../texts.ts';

export const fr: Texts = {
  locale: 'fr',

  run: {
    queued: 'En file d’attente',
    running: 'Réflexion en cours…',
    retrying: '{{- failure}}, nouvel essai {{retryCount}} sur {{maxRetries}} · {{count}} s',
    parked:
      '{{- failure}}, en pause (reprise : {{- until}}) · nouvel essai {{retryCount}} sur {{maxRetries}}',
    awaitingInput: 'En attente de votre réponse',
    completed: 'Réponse complète',
    failed: '{{- failure}}',
    cancelled: 'Annulé',
    interrupted: 'Interrompu : {{- failure}}',
  },

  retry: {
    next: '{{- failure}}, nouvel essai {{retryCount}} sur {{maxRetries}}',
    now: '{{- failure}}, nouvel essai {{retryCount}} sur {{maxRetries}} · en cours',
    usedUp: '{{- failure}}, abandon après le nouvel essai {{retryCount}} sur {{maxRetries}}',
    repeated_one: '{{- failure}}, {{count}} fois de suite, immédiatement : abandon anticipé',
    repeated_many:
      '{{- failure}}, {{count}} de fois de suite, toujours immédiatement et à l’identique : abandon anticipé',
    repeated_other:
      '{{- failure}}, {{count}} fois de suite, toujours immédiatement et à l’identique : abandon anticipé',
  },

  lost: {
    retrying: 'L’application s’est arrêtée ; nouvel essai · {{count}} s',
    next: 'L’application s’est arrêtée ; nouvel essai',
  },

  answering: {
    first: 'Réponse en cours…',
    retry: 'Réponse en cours, nouvel essai {{retryCount}} sur {{maxRetries}}',
  },

  ended: {
    length: 'Réponse coupée à la limite de longueur',
    toolCalls: 'Arrêt après un outil, sans réponse',
    empty: 'Terminé sans réponse',
  },

  quota: {
    today: 'En attente de la réinitialisation du quota à {{- until}}',
    later: 'En attente de la réinitialisation du quota le {{- until}}',
  },

  nextAction: {
    queued: 'L’exécution démarre d’elle-même dès que la précédente est terminée.',
    running: 'Vous pouvez l’arrêter à tout moment.',
    retrying:
      'Le nouvel essai démarre de lui-même. Vous pouvez aussi le lancer maintenant, ou annuler.',
    parked:
      'L’exécution reprend alors d’elle-même, même en votre absence. Vous pouvez aussi la relancer maintenant, ou annuler.',
    awaitingInput: 'Répondez, et l’exécution reprend.',
    completed: 'Posez une autre question, ou demandez une autre réponse.',
    failed: 'Consultez les détails, puis réessayez.',
    cancelled: 'Renvoyez le message si vous voulez toujours une réponse.',
    interrupted: 'Renvoyez le message.',
  },

  repeatedNextAction:
    'Changez quelque chose avant de réessayer : la demande, le modèle ou le compte.',

  failure: {
    rateLimited: {
      name: 'Trop de requêtes',
      nextAction: 'Patientez un instant, puis renvoyez le message.',
    },
    overloaded: { name: 'Fournisseur surchargé', nextAction: 'Réessayez dans quelques minutes.' },
    serverError: { name: 'Erreur du serveur', nextAction: 'Réessayez dans quelques minutes.' },
    timeout: {
      name: 'Délai de réponse dépassé',
      nextAction: 'Réessayez, éventuellement avec une demande plus courte.',
    },
    network: { name: 'Erreur réseau', nextAction: 'Vérifiez la connexion au fournisseur.' },
    brokenStream: { name: 'Réponse interrompue', nextAction: 'Renvoyez le message.' },
    quotaExceeded: { name: 'Quota épuisé', nextAction: 'Vérifiez le forfait et la facturation.' },
    unauthorized: { name: 'Accès refusé', nextAction: 'Vérifiez la clé API.' },
    contextOverflow: {
      name: 'Conversation trop longue',
      nextAction: 'Commencez une nouvelle conversation, ou raccourcissez le message.',
    },
    contentFiltered: {
      name: 'Bloqué par le filtre de contenu',
      nextAction: 'Reformulez le message.',
    },
    invalidRequest: {
      name: 'Requête rejetée',
      nextAction: 'Vérifiez le nom du modèle et les réglages.',
    },
    cancelled: { name: 'Appel annulé', nextAction: 'Renvoyez le message.' },
    unknown: { name: 'Erreur inconnue', nextAction: 'Consultez les détails, puis réessayez.' },
  },

  cut: {
    stopped: 'Arrêté par vous',
    failed: 'Interrompu après le début d’un outil',
    refused: 'Refusé : ne sera pas renvoyé',
  },

  missing: {
    stopped: '{{- tool}} : résultat inconnu, car arrêté en cours de route',
    lost: '{{- tool}} : résultat inconnu, car l’essai s’est terminé avant',
  },

  undecided: 'Votre dernière réponse n’a rien décidé. Répondez à nouveau.',

  held: {
    waiting_one: '{{count}} message en attente : {{- failure}}',
    waiting_many: '{{count}} de messages en attente : {{- failure}}',
    waiting_other: '{{count}} messages en attente : {{- failure}}',
    nextAction:
      'La file reprend lorsque vous continuez, ou lorsque l’exécution en échec a une réponse.',
  },

  outcome: {
    running: 'en cours',
    completed: 'répondu',
    failed: '{{- failure}}',
    asked: 'question posée',
    stopped: 'annulé',
    lost: 'perdu avec son processus',
  },

  timeline: {
    attempt: 'Essai {{number}}',
    attempts_one: '{{count}} essai',
    attempts_many: '{{count}} d’essais',
    attempts_other: '{{count}} essais',
    waited: 'attente : {{- duration}}',
    discarded: 'réponse partielle écartée',
    decidedBy: 'reconnu par {{- decidedBy}}',
  },

  usage: {
    tokens: 'Tokens : {{- parts}}',
    input: '{{- number}} en entrée',
    cacheRead: 'dont {{- number}} en cache',
    output: '{{- number}} en sortie',
    reasoning: 'dont {{- number}} de réflexion',
  },

  duration: {
    seconds: '{{count}} s',
    minutes: '{{count}} min',
    hours: '{{count}} h',
  },

  spoken: {
    seconds_one: '{{count}} seconde',
    seconds_many: '{{count}} de secondes',
    seconds_other: '{{count}} secondes',
    minutes_one: '{{count}} minute',
    minutes_many: '{{count}} de minutes',
    minutes_other: '{{count}} minutes',
    hours_one: '{{count}} heure',
    hours_many: '{{count}} d’heures',
    hours_other: '{{count}} heures',
  },
};
