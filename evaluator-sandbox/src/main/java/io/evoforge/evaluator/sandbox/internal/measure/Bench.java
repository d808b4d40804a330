package io.evoforge.evaluator.sandbox.internal.measure;
