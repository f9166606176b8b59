package io.github.gatlingllm.health;

import com.sun.management.GarbageCollectionNotificationInfo;
import io.github.gatlingllm.health.HealthSample.Pauses;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/**
 * Every garbage collection that stops the JVM, in whole milliseconds, as the JVM tells of it. Those
 * that run beside the program are not pauses and are left out.
 */
final class GcPauses implements AutoCloseable {

  /** How the beans of ZGC and Shenandoah are called that count concurrent work. */
  private static final String CONCURRENT = " Cycles";

  private final AtomicReference<Pauses> pauses = new AtomicReference<>(Pauses.NONE);
  private final List<NotificationEmitter> emitters = new ArrayList<>();
  private final NotificationListener listener = this::collected;

  GcPauses() {
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector instanceof NotificationEmitter emitter
          && !collector.getName().endsWith(CONCURRENT)) {
        emitter.addNotificationListener(listener, null, null);
        emitters.add(emitter);
      }
    }
  }

  private void collected(Notification notification, @Nullable Object unused) {
    if (notification.getUserData() instanceof CompositeData data
        && notification
            .getType()
            .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION)) {
      long millis = GarbageCollectionNotificationInfo.from(data).getGcInfo().getDuration();
      pauses.accumulateAndGet(new Pauses(1, millis, millis), Pauses::plus);
    }
  }

  /** The pauses since the last call. */
  Pauses take() {
    return pauses.getAndSet(Pauses.NONE);
  }

  @Override
  public void close() {
    for (NotificationEmitter emitter : emitters) {
      try {
        emitter.removeNotificationListener(listener);
      } catch (ListenerNotFoundException e) {
        // Then it is gone, which is all that was wanted.
      }
    }
    emitters.clear();
  }
}
