package org.switchhook.schedule;

import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Triggers the removal of what is too old. Quartz makes it by its public constructor. */
@DisallowConcurrentExecution
public final class RetentionJob implements Job {

  static final String RUN = "run";

  @Override
  public void execute(JobExecutionContext context) {
    if (context.getMergedJobDataMap().get(RUN) instanceof Runnable run) {
      run.run();
    }
  }
}
