import 'reflect-metadata';
import { Module } from '@nestjs/common';

/** Stands in for your app's module. */
export class AppModule {
  readonly name = 'your-app';
}
Module({})(AppModule);
