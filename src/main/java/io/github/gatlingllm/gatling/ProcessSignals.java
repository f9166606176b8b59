package io.github.gatlingllm.gatling;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * SIGINT, SIGTERM and SIGHUP, caught until they are given back.
 *
 * <p>The JDK has no other way than {@code sun.misc.Signal}, which javac will not compile without a
 * warning that cannot be switched off: hence by reflection. Where there is no such class, where the
 * JVM was told to leave signals alone ({@code -Xrs}), and for a signal that the process was started
 * to ignore ({@code nohup}), nothing is caught, and the signal does what it would have done.
 */
public final class ProcessSignals {

  private static final List<String> NAMES = List.of("INT", "TERM", Interruption.HANG_UP);

  private final List<Caught> caught = new ArrayList<>();

  private ProcessSignals() {}

  /** A signal, and what was to happen on it before. */
  private record Caught(Object signal, @Nullable Object before) {}

  /** Catches none. */
  static ProcessSignals none() {
    return new ProcessSignals();
  }

  /**
   * Catches them.
   *
   * @param action is given a signal's name without SIG; called on a thread of its own each time
   */
  public static ProcessSignals caughtBy(Consumer<String> action) {
    return caughtBy(action, NAMES);
  }

  static ProcessSignals caughtBy(Consumer<String> action, List<String> names) {
    ProcessSignals signals = new ProcessSignals();
    for (String name : names) {
      try {
        signals.caught.add(signals.catchOne(name, action));
      } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
        // Not here: see above.
      }
    }
    return signals;
  }

  private Caught catchOne(String name, Consumer<String> action)
      throws ReflectiveOperationException {
    Object signal = signalClass().getConstructor(String.class).newInstance(name);
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    Object handler =
        Proxy.newProxyInstance(
            ProcessSignals.class.getClassLoader(),
            new Class<?>[] {handlerClass},
            new Handler(name, action));
    return new Caught(signal, handle(signal, handler));
  }

  /** What a signal handler of the JDK has to be. */
  private record Handler(String name, Consumer<String> action) implements InvocationHandler {

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
      return switch (method.getName()) {
        case "equals" -> arguments != null && proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        case "toString" -> "handler of SIG" + name;
        default -> {
          action.accept(name);
          yield null;
        }
      };
    }
  }

  private static Class<?> signalClass() throws ClassNotFoundException {
    return Class.forName("sun.misc.Signal");
  }

  private static @Nullable Object handle(Object signal, @Nullable Object handler)
      throws ReflectiveOperationException {
    Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
    return signalClass()
        .getMethod("handle", signalClass(), handlerClass)
        .invoke(null, signal, handler);
  }

  /** Lets them do again what they did before. */
  public synchronized void giveBack() {
    for (Caught one : caught) {
      try {
        handle(one.signal(), one.before());
      } catch (ReflectiveOperationException | RuntimeException e) {
        // It was caught the same way: what cannot be undone stays.
      }
    }
    caught.clear();
  }
}
