package io.github.gatlingllm.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClosedWindowsTest {

  @Test
  void theCounterStandsBelowItsName() {
    assertThat(
            ClosedWindows.parse(
                Stream.of(
                    "TcpExt: SyncookiesSent TCPToZeroWindowAdv TCPWantZeroWindowAdv",
                    "TcpExt: 1 84130 3",
                    "IpExt: InNoRoutes",
                    "IpExt: 7")))
        .isEqualTo(84130);
  }

  @Test
  void withoutItNothingIsKnown() {
    assertThat(ClosedWindows.parse(Stream.of("TcpExt: Other", "TcpExt: 1"))).isEqualTo(-1);
    assertThat(ClosedWindows.parse(Stream.of("TcpExt: TCPToZeroWindowAdv", "TcpExt:")))
        .isEqualTo(-1);
    assertThat(ClosedWindows.parse(Stream.empty())).isEqualTo(-1);
  }
}
