export * from '@perdure/http/client';
export * from '@perdure/react';
