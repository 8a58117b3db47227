/** The contract of the port `Thread`, for every implementation and every test runner. */
export {
  blindModel,
  type ContractRuntime,
  contractRuntime,
  refusalOf,
} from './contract-runtime.ts';
export { type ThreadContractOptions, type ThreadTest, threadContract } from './thread-contract.ts';
export type { ThreadWorld } from './world.ts';
