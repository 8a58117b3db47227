export * from '@perdure/run';
