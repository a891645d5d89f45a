package org.switchhook.schedule;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.quartz.DateBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** The bridge's jobs. They live in memory: what they trigger is durable by itself. */
public final class Timetable implements AutoCloseable {

  private final Scheduler scheduler;

  /** A timetable without jobs, not running. */
  public Timetable() {
    Properties properties = new Properties();
    properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "switchhook");
    properties.setProperty("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    properties.setProperty("org.quartz.threadPool.threadCount", "2");
    try {
      scheduler = new StdSchedulerFactory(properties).getScheduler();
    } catch (SchedulerException e) {
      throw new IllegalStateException("the timetable cannot be set up", e);
    }
  }

  /**
   * Calls {@code run} again and again once it is started, however long it takes never twice at
   * once.
   *
   * @param first until the first time
   */
  public void retain(Duration first, Duration every, Runnable run) {
    try {
      scheduler.scheduleJob(
          JobBuilder.newJob(RetentionJob.class)
              .usingJobData(new JobDataMap(Map.of(RetentionJob.RUN, run)))
              .build(),
          trigger(first, every));
    } catch (SchedulerException e) {
      throw new IllegalStateException("the retention cannot be scheduled", e);
    }
  }

  /** Calls {@code beat} again and again, for the first time after one interval. */
  public void start(Duration every, Runnable beat) {
    try {
      scheduler.scheduleJob(
          JobBuilder.newJob(HeartbeatJob.class)
              .usingJobData(new JobDataMap(Map.of(HeartbeatJob.BEAT, beat)))
              .build(),
          trigger(every, every));
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("the heartbeat cannot be scheduled", e);
    }
  }

  private static Trigger trigger(Duration first, Duration every) {
    return TriggerBuilder.newTrigger()
        .startAt(
            DateBuilder.futureDate(
                Math.toIntExact(first.toMillis()), DateBuilder.IntervalUnit.MILLISECOND))
        .withSchedule(
            SimpleScheduleBuilder.simpleSchedule()
                .withIntervalInMilliseconds(every.toMillis())
                .repeatForever())
        .build();
  }

  @Override
  public void close() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw new IllegalStateException("the timetable cannot be stopped", e);
    }
  }
}
