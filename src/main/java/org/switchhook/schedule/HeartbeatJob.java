package org.switchhook.schedule;

import org.quartz.Job;
import org.quartz.JobExecutionContext;

/** Triggers the bridge's sign of life. Quartz makes it by its public constructor. */
public final class HeartbeatJob implements Job {

  static final String BEAT = "beat";

  @Override
  public void execute(JobExecutionContext context) {
    if (context.getMergedJobDataMap().get(BEAT) instanceof Runnable beat) {
      beat.run();
    }
  }
}
