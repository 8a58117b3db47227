export * from '@perdure/http/client';
export * from '@perdure/i18n';
export * from '@perdure/react';
export * from '@perdure/thread';
