// Styles are collected into one file by the build; importing one gives nothing.
declare module "*.css" {}
