/** What a planted defect is. */
export interface Defect {
  name: string;
  /**
   * The guarantees that the defect breaks; `liveness` if it is that a run never ends, `end` if it is that something
   * outlasts its end, `bounds` what somebody else may cost, `cost`
   * what is done once for all.
   */
  breaks: string;
  /** Path of the file, from the root of the repository. */
  file: string;
  find: string;
  put: string;
  /** A second change in the same file, for a mistake that consists of two changes. */
  also?: { find: string; put: string };
  /** Paths of the test files that must fail, the quickest one first. */
  by: readonly string[];
}
