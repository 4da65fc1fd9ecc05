/** A thread of its own for `planToday`: an entry of the program, which works as soon as it is loaded. */
import { parentPort, workerData } from 'node:worker_threads';
import { planToday, type TodayPlan, type TodayRequest } from '../replay/plan/plan-today.ts';

/** What the thread answers, once. `plan` is null where nothing changes. */
export type PlanReply =
  | { readonly ok: true; readonly plan: TodayPlan | null }
  | { readonly ok: false; readonly problem: string };

async function answer(request: TodayRequest): Promise<PlanReply> {
  try {
    // It is ended from outside, and then needs no signal.
    return { ok: true, plan: await planToday(request, new AbortController().signal) };
  } catch (error) {
    return { ok: false, problem: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(await answer(workerData));
