// What went wrong, under what was tried.

export function ProblemLine({ problem }: { readonly problem: string }) {
  // The element stays, so that readers announce what comes into it.
  return <p class="card-problem" role="status">{problem}</p>;
}
