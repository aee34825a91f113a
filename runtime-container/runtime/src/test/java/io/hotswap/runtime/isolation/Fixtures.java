package io.hotswap.runtime.isolation;

import io.hotswap.runtime.testing.PluginSource;

/** Plugins that do one thing per operation. */
public final class Fixtures {
  private Fixtures() {}

  public static PluginSource many() {
    return PluginSource.of("p", "1.0.0", MANY)
        .withLibrary("1.0")
        .configured("{\"type\":\"object\",\"properties\":{\"greeting\":{\"default\":\"Hello\"}}}");
  }

  private static final String MANY =
      """
      private static final java.util.concurrent.CountDownLatch TWENTY =
          new java.util.concurrent.CountDownLatch(20);
      private static final java.util.concurrent.atomic.AtomicInteger INTERRUPTIONS =
          new java.util.concurrent.atomic.AtomicInteger();
      private volatile String sick = "";
      private volatile String marker = "";
      private volatile String told = "";
      private PluginContext context;

      public static class Odd extends Throwable {}

      public void start(PluginContext given) {
        context = given;
        context.temporaryDirectory();
      }

      public Health health() {
        if (sick.equals("broken")) throw new IllegalStateException("broken");
        return sick.isEmpty() ? Health.ok() : Health.unhealthy(sick);
      }

      public void configured(String tenant, Configuration it) {
        told = tenant + " " + it.json();
      }

      public void stop() throws Exception {
        if (!marker.isEmpty()) context.log().log(System.Logger.Level.INFO, "stopped " + marker);
      }

      private static Main sneaky(Throwable thrown) throws Exception {
        Main.<Exception>thrown(thrown);
        return null;
      }

      @SuppressWarnings("unchecked")
      private static <T extends Throwable> void thrown(Throwable thrown) throws T { throw (T) thrown; }

      private static int deep(int n) { return deep(n + 1) + 1; }

      private static boolean sees(String name) {
        try { Class.forName(name); return true; } catch (ClassNotFoundException e) { return false; }
      }

      public Reply handle(Call call) throws Exception {
        String body = new String(call.body(), java.nio.charset.StandardCharsets.UTF_8);
        switch (call.operation()) {
          case "about": return Reply.text(String.join("|", call.operation(), call.tenant(),
              call.contentType(), call.traceparent(), call.tracestate(), call.configuration().json(),
              "" + call.remaining().toMillis()));
          case "configuration": return Reply.text(call.configuration().json() + " "
              + call.configuration().text("greeting").orElse("none") + " "
              + call.configuration().integer("most").getAsLong());
          case "told": return Reply.text(told);
          case "echo": return Reply.bytes(call.contentType(), call.body());
          case "reject": throw new CallRejected("/card/number", "no such card");
          case "IllegalStateException": throw new IllegalStateException("so");
          case "StackOverflowError": deep(0); return null;
          case "NoClassDefFoundError": throw new NoClassDefFoundError("lost");
          case "test.Main$Odd": sneaky(new Odd()); return null;
          case "NullPointerException": return null;
          case "library": return Reply.text(vendor.Library.version());
          case "sleep": try { Thread.sleep(60_000); return null; }
              catch (InterruptedException e) { INTERRUPTIONS.incrementAndGet(); throw e; }
          case "interruptions": return Reply.text("" + INTERRUPTIONS.get());
          case "sicken": sick = "no bank"; break;
          case "break": sick = "broken"; break;
          case "recover": sick = ""; break;
          case "record": context.metrics().record("fee_cents", 130); break;
          case "log":
            context.log().log(System.Logger.Level.INFO, "plain");
            context.log().log(System.Logger.Level.WARNING, "one of {0}", 2);
            context.log().log(System.Logger.Level.ERROR, "with", new Exception("cause"));
            break;
          case "loader": return Reply.text(
              "" + (Thread.currentThread().getContextClassLoader() == Main.class.getClassLoader())
              + Thread.currentThread().isVirtual());
          case "visible": return Reply.text("" + sees("io.hotswap.spi.Plugin")
              + sees("org.slf4j.Logger") + sees("io.netty.buffer.ByteBuf")
              + sees("io.hotswap.runtime.plugin.PluginRef"));
          case "folder": return Reply.text(context.temporaryDirectory().toString());
          case "meet": TWENTY.countDown(); TWENTY.await(); return Reply.text("met");
          case "mark": marker = body; break;
          case "nap": Thread.sleep(300); return Reply.text("rested");
          case "pid": return Reply.text("" + ProcessHandle.current().pid());
          case "fill": var all = new ArrayList<byte[]>(); while (true) all.add(new byte[1 << 20]);
          case "claim": throw new OutOfMemoryError("Java heap space");
          case "exit": System.exit(7); return null;
          case "spin": while (true) { Thread.onSpinWait(); }
          case "garbage":
            new java.io.FileOutputStream(java.io.FileDescriptor.out).write("hello there".getBytes());
            Thread.sleep(60_000);
            return null;
          case "abort":
            new java.io.FileOutputStream(java.io.FileDescriptor.out)
                .write("#\\n# There is insufficient memory for the Java Runtime".getBytes());
            Runtime.getRuntime().halt(134);
          case "garble":
            new java.io.FileOutputStream(java.io.FileDescriptor.out).write("#\\n# so".getBytes());
            Runtime.getRuntime().halt(134);
          case "print": System.out.println("printed"); break;
          case "native":
            var arena = java.lang.foreign.Arena.global();
            while (true) arena.allocate(1 << 20).fill((byte) 1);
          case "environment": return Reply.text(String.join(" ", System.getenv().keySet()));
          default: throw CallRejected.unknownOperation(call);
        }
        return Reply.text("ok");
      }
      """;
}
