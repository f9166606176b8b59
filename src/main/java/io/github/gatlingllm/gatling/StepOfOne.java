package io.github.gatlingllm.gatling;

import io.gatling.core.controller.inject.open.OpenInjectionStep;

/** A step of an open injection that is made of one thing; Scala asks its case classes for it. */
interface StepOfOne extends OpenInjectionStep {

  /** What it is made of. */
  Object element();

  @Override
  default int productArity() {
    return 1;
  }

  @Override
  default Object productElement(int index) {
    if (index != 0) {
      throw new IndexOutOfBoundsException(index);
    }
    return element();
  }
}
